import { once } from "node:events";
import type { Server } from "node:http";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Problem } from "@healthops/base/problem";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import { afterEach, expect, test } from "vitest";
import { SELF_SIGNED } from "../../test-kit/self-signed.ts";
import { nodeFetch } from "../node/node-fetch.ts";
import { testConnection } from "./test-connection.ts";

const clock = { now: () => Date.now() };
const HEALTH = { status: "ok", version: "1.2.3", protocol: PROTOCOL_VERSION };
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

/** A server that answers every request so; its address. */
async function answering(
  body: unknown,
  { status = 200, type = "application/json", headers = {} as Record<string, string> } = {},
): Promise<string> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const server = createServer((_request, response) => {
    response.writeHead(status, { "content-type": type, ...headers }).end(text);
  });
  return `http://127.0.0.1:${await listening(server)}`;
}

const tested = (url: string, at = clock) => testConnection(nodeFetch, at, url);

test("a hub that is there: how fast, which version, and that the clock is right", async () => {
  const report = await tested(await answering(HEALTH));
  expect(report).toMatchObject({
    reachable: true,
    version: "1.2.3",
    session: null,
    problem: null,
    roundTrip_ms: expect.any(Number),
  });
  expect(Math.abs(report.clockAhead_ms ?? Infinity)).toBeLessThan(60_000);
});

test.each([
  ["a day ahead", 86_400_000],
  ["a day behind", -86_400_000],
])("it tells when this device's clock is %s", async (_what, ahead_ms) => {
  const report = await tested(await answering(HEALTH), { now: () => Date.now() + ahead_ms });
  expect(Math.round((report.clockAhead_ms ?? 0) / 60_000)).toBe(ahead_ms / 60_000);
});

test("an answer that does not say the time tells nothing of the clock", async () => {
  const server = createServer((_request, response) => {
    response.sendDate = false;
    response.end(JSON.stringify(HEALTH));
  });
  const url = `http://127.0.0.1:${await listening(server)}`;
  expect(await tested(url)).toMatchObject({ reachable: true, clockAhead_ms: null });
});

test("nothing listens at the port", async () => {
  const server = createServer();
  const port = await listening(server);
  server.close();
  await once(server, "close");
  expect(await tested(`http://127.0.0.1:${port}`)).toMatchObject({
    reachable: false,
    problem: { code: "hub_refused" },
  });
});

test("there is no computer of that name", async () => {
  expect(await tested("http://no-such-hub.invalid")).toMatchObject({
    reachable: false,
    problem: { code: "hub_address_unknown" },
  });
});

test.each([
  ["the sign-in page of a network", "<html>Welcome to the hotel</html>", 200, "text/html"],
  ["an error page of a proxy", "<html>Bad gateway</html>", 404, "text/html"],
  ["another program's JSON", { hello: "world" }, 200, "application/json"],
])("%s is no hub", async (_what, body, status, type) => {
  expect(await tested(await answering(body, { status, type }))).toMatchObject({
    reachable: false,
    problem: { code: "not_a_hub" },
  });
});

test("a portal that leads elsewhere is no hub", async () => {
  const url = await answering("", { status: 302, headers: { location: "http://portal.invalid/" } });
  expect(await tested(url)).toMatchObject({ reachable: false, problem: { code: "not_a_hub" } });
});

test("a certificate that nobody vouches for", async () => {
  const port = await listening(
    createTlsServer(SELF_SIGNED, (_request, response) => response.end()),
  );
  expect(await tested(`https://127.0.0.1:${port}`)).toMatchObject({
    reachable: false,
    problem: { code: "hub_certificate" },
  });
});

test("https where only http is spoken", async () => {
  const url = (await answering(HEALTH)).replace("http:", "https:");
  expect(await tested(url)).toMatchObject({ reachable: false, problem: { code: "hub_no_tls" } });
});

test.each([
  ["newer", PROTOCOL_VERSION + 1, "newer than this program"],
  ["older", PROTOCOL_VERSION - 1, "older than this program"],
])("a hub that is %s than this program", async (_what, protocol, said) => {
  expect(await tested(await answering({ ...HEALTH, protocol }))).toMatchObject({
    reachable: false,
    version: "1.2.3",
    problem: { code: "protocol_unsupported", message: expect.stringContaining(said) },
  });
});

test("a hub that is there but does not take the session", async () => {
  const url = await answering(HEALTH);
  const refusal = new Problem({ code: "sign_in_needed", status: 401, message: "Sign in again." });
  const report = await testConnection(nodeFetch, clock, url, () => Promise.reject(refusal));
  expect(report).toMatchObject({
    reachable: true,
    session: "refused",
    problem: { code: "sign_in_needed" },
  });
});
