import { fastify } from "fastify";
import { describe, expect, test } from "vitest";
import { isLocalClient } from "./local-client.ts";

/** Asks a server that trusts the proxy on this machine, or none, whether a request is local. */
async function isLocal(
  from: string,
  headers: Record<string, string>,
  trusted: readonly string[] = [],
): Promise<boolean> {
  const app = fastify({ trustProxy: trusted.length === 0 ? false : [...trusted] });
  app.get("/", (request, reply) => reply.send({ local: isLocalClient(request) }));
  const answer = await app.inject({ url: "/", remoteAddress: from, headers });
  await app.close();
  return answer.json<{ local: boolean }>().local;
}

const HERE = "127.0.0.1";
const ELSEWHERE = "198.51.100.9";

describe("a client is on this machine", () => {
  test.each([
    ["when it connects from loopback", HERE, {}, []],
    ["over IPv6", "::1", {}, []],
    ["over IPv4 in IPv6", "::ffff:127.0.0.1", {}, []],
    ["with a page of this machine", HERE, { origin: "http://localhost:8000" }, []],
    ["with a page of this machine over IPv6", "::1", { origin: "http://[::1]:8000" }, []],
    ["when a trusted proxy says so", HERE, { "x-forwarded-for": HERE }, [HERE]],
  ])("%s", async (_case, from, headers, trusted) => {
    expect(await isLocal(from, headers, trusted)).toBe(true);
  });
});

describe("a client is not on this machine", () => {
  test.each([
    ["when it connects from another one", ELSEWHERE, {}, []],
    ["when it says so itself", ELSEWHERE, { "x-forwarded-for": HERE }, []],
    ["behind a proxy that nobody named", HERE, { "x-forwarded-for": ELSEWHERE }, []],
    ["behind one that names this machine", HERE, { "x-forwarded-for": HERE }, []],
    ["behind one that says Forwarded", HERE, { forwarded: `for=${ELSEWHERE}` }, []],
    ["behind one that says X-Real-IP", HERE, { "x-real-ip": ELSEWHERE }, []],
    ["behind one that says Via only", HERE, { via: "1.1 proxy" }, []],
    ["behind one that tells the scheme only", HERE, { "x-forwarded-proto": "https" }, []],
    ["behind a trusted proxy", HERE, { "x-forwarded-for": ELSEWHERE }, [HERE]],
    [
      "behind a trusted proxy, though it claims it",
      HERE,
      { "x-forwarded-for": `${HERE}, ${ELSEWHERE}` },
      [HERE],
    ],
    [
      "behind a trusted proxy on another machine",
      "10.0.0.5",
      { "x-forwarded-for": HERE },
      ["10.0.0.5"],
    ],
    [
      "behind a trusted proxy that says Forwarded only",
      HERE,
      { forwarded: `for=${ELSEWHERE}` },
      [HERE],
    ],
    ["with a page of another host", HERE, { origin: "https://hub.example" }, []],
    [
      "with a page of a host that sounds local",
      HERE,
      { origin: "http://127.0.0.1.evil.example" },
      [],
    ],
    ["with a page of nowhere", HERE, { origin: "null" }, []],
  ])("%s", async (_case, from, headers, trusted) => {
    expect(await isLocal(from, headers, trusted)).toBe(false);
  });
});
