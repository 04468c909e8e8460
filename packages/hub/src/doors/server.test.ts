import { Writable } from "node:stream";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import { openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHubServer } from "./hub-server.ts";
import { createLog } from "../http/log.ts";
import {
  TEST_PASSWORD,
  addTestPerson,
  call,
  listeningServer,
  signIn,
} from "../testing/server-fixture.ts";

let it: TestHub;

beforeAll(async () => {
  it = await openTestHub();
  await addTestPerson(it.hub, "ada");
});
afterAll(() => it.close());

describe("health", () => {
  test("is 503 while starting, 200 when ready, 503 again while stopping", async () => {
    const server = await createHubServer(it.hub, {
      log: createLog({ level: "silent" }),

      server: { version: "1.2.3" },
    });
    const starting = await server.app.inject({ url: "/health" });
    expect([starting.statusCode, starting.json().status]).toEqual([503, "starting"]);
    expect((await server.app.inject({ url: "/health/live" })).statusCode).toBe(200);
    await server.listen("127.0.0.1", 0);
    for (const url of ["/health", "/health/", "/health/ready"]) {
      const ready = await server.app.inject({ url });
      expect([ready.statusCode, ready.json()]).toEqual([
        200,
        {
          status: "ok",
          version: "1.2.3",
          protocol: PROTOCOL_VERSION,
          uptime_s: expect.any(Number),
          alarms: [],
          database: "ok",
        },
      ]);
    }
    await server.close();
  });

  test("is 503 when the database is away, and requests say so", async () => {
    const other = await openTestHub();
    const { server, url } = await listeningServer(other.hub);
    await Promise.all([other.hub.pool.end(), other.hub.reserved.end()]);
    const health = await call(`${url}/health`, "GET", null);
    expect([health.status, health.body]).toMatchObject([503, { status: "database_unavailable" }]);
    await server.close();
    await other.hub.live.close();
  });
});

const askFrom = async (url: string, from: string) =>
  (await call(`${url}/nowhere`, "GET", null, undefined, { "x-forwarded-for": from })).status;

describe("limits", () => {
  test("an address that asks too often gets 429 with the time to wait, before its token is looked at", async () => {
    const { server, url } = await listeningServer(it.hub, {
      rateLimits: { general: 3, sync: 2, auth: null },
    });
    for (let count = 0; count < 2; count++) {
      expect((await call(`${url}/api/v1/sync/pull`, "POST", "forged", {})).status).toBe(401);
    }
    const refused = await call(`${url}/api/v1/sync/push`, "POST", "forged", {});
    expect([refused.status, refused.body.code]).toEqual([429, "too_many_requests"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await call(`${url}/api/v1/auth/me`, "GET", null)).status).toBe(401);
    for (let count = 0; count < 3; count++) await call(`${url}/nowhere`, "GET", null);
    expect((await call(`${url}/nowhere`, "GET", null)).status).toBe(429);
    expect((await call(`${url}/health`, "GET", null)).status).toBe(200);
    await server.close();
  });

  test("desks that share an account each have their own limit, and none shares it with strangers", async () => {
    await addTestPerson(it.hub, "shared-desk", "USER");
    const rateLimits = { general: 3, sync: null, auth: null };
    const { server, url } = await listeningServer(it.hub, { rateLimits });
    const [one, other] = [
      (await signIn(server, "shared-desk")).accessToken,
      (await signIn(server, "shared-desk")).accessToken,
    ];
    const ask = async (token: string | null, path = "nowhere") =>
      (await call(`${url}/${path}`, "GET", token)).status;
    // Until a token was believed once, its requests count for the address.
    for (const token of [one, other]) expect(await ask(token, "api/v1/auth/me")).toBe(200);
    const asked: number[] = [];
    for (let count = 0; count < 4; count++) asked.push(await ask(one));
    expect(asked).toEqual([404, 404, 404, 429]);
    expect(await ask(other)).toBe(404);
    for (let count = 0; count < 4; count++) await ask(null);
    expect([await ask(null), await ask(other)]).toEqual([429, 404]);
    await server.close();
  });

  test("a forwarded address counts only from a trusted proxy", async () => {
    const rateLimits = { general: 1, sync: null, auth: null };
    const direct = await listeningServer(it.hub, { rateLimits });
    expect([await askFrom(direct.url, "1.1.1.1"), await askFrom(direct.url, "2.2.2.2")]).toEqual([
      404, 429,
    ]);
    await direct.server.close();
    const behind = await listeningServer(it.hub, { rateLimits, trustProxy: ["127.0.0.1"] });
    expect([await askFrom(behind.url, "1.1.1.1"), await askFrom(behind.url, "2.2.2.2")]).toEqual([
      404, 404,
    ]);
    await behind.server.close();
  });

  test("metrics are for this machine alone unless the hub is set otherwise", async () => {
    const { server } = await listeningServer(it.hub);
    const ask = (remoteAddress: string) => server.app.inject({ url: "/metrics", remoteAddress });
    expect((await ask("10.0.0.7")).json().code).toBe("not_permitted");
    const answer = await ask("127.0.0.1");
    expect(answer.body).toContain("healthops_http_request_duration_seconds");
    expect(answer.body).toMatch(/^healthops_audit_seal_late_seconds 0$/m);
    await server.close();
  });
});

describe("a browser", () => {
  const origin = "https://desk.example";

  test("of another origin gets no permission by default", async () => {
    const { server, url } = await listeningServer(it.hub);
    const { headers } = await call(`${url}/health`, "GET", null, undefined, { origin });
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    await server.close();
  });

  test("of an allowed origin may ask, another may not", async () => {
    const { server } = await listeningServer(it.hub, { allowedOrigins: [origin] });
    const preflight = (from: string) =>
      server.app.inject({
        method: "OPTIONS",
        url: "/api/v1/sync/push",
        headers: { origin: from, "access-control-request-method": "POST" },
      });
    const allowed = await preflight(origin);
    expect([allowed.statusCode, allowed.headers["access-control-allow-origin"]]).toEqual([
      204,
      origin,
    ]);
    expect(
      (await preflight("https://evil.example")).headers["access-control-allow-origin"],
    ).toBeUndefined();
    await server.close();
  });
});

test("an unexpected error is told as internal_error with the request's id and nothing else", async () => {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()),
  });
  const server = await createHubServer(it.hub, {
    log: createLog({ level: "info", destination }),

    routes: [
      (app) => {
        app.get("/broken", () => it.hub.pool.query("select 'x' from \"Jane Doe\""));
      },
    ],
  });
  const answer = await server.app.inject({ url: "/broken?patient=Jane" });
  expect(answer.statusCode).toBe(500);
  expect(answer.json()).toMatchObject({ code: "internal_error" });
  expect(answer.body).not.toMatch(/uuid|Jane|select|\.ts/);
  const id = answer.headers["x-request-id"];
  expect(answer.json().instance).toContain(id);
  const log = lines.join("");
  expect(log).toContain(String(id));
  expect(log).not.toContain("Jane");
  await server.close();
});

test("the log holds no password, token or body", async () => {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()),
  });
  const log = createLog({ level: "trace", destination });
  const server = await createHubServer(it.hub, { log });
  const payload = { username: "ada", password: TEST_PASSWORD };
  const answer = await server.app.inject({ method: "POST", url: "/api/v1/auth/sign-in", payload });
  const { accessToken, refreshToken } = answer.json();
  await server.app.inject({
    url: `/api/v1/auth/me?token=${accessToken}`,
    headers: { authorization: `Bearer ${accessToken}` },
  });
  log.info({ authorization: "Bearer abc", nested: { password: "hunter22222" } }, "careless");
  const text = lines.join("");
  expect(text).toContain('"route":"/api/v1/auth/me"');
  for (const secret of [TEST_PASSWORD, accessToken, refreshToken, "hunter22222", "Bearer abc"]) {
    expect(text).not.toContain(secret);
  }
  await server.close();
});

describe("stopping", () => {
  test("requests in flight are finished, new ones refused", async () => {
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: finish, resolve: release } = Promise.withResolvers<void>();
    const server = await createHubServer(it.hub, {
      log: createLog({ level: "silent" }),

      routes: [
        (app) => {
          app.get("/slow", async () => {
            begin();
            await finish;
            return { done: true };
          });
        },
      ],
    });
    const url = await server.listen("127.0.0.1", 0);
    const slow = call(`${url}/slow`, "GET", null);
    await begun;
    const closing = server.close();
    const health = () =>
      fetch(`${url}/health`).then(
        (answer) => answer.status,
        () => "refused",
      );
    await expect.poll(health).toBe("refused");
    release();
    expect((await slow).body).toEqual({ done: true });
    await closing;
  });

  test("a request that never ends is cut off at last", async () => {
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const server = await createHubServer(it.hub, {
      log: createLog({ level: "silent" }),

      server: { drain_ms: 50 },
      routes: [
        (app) => {
          app.get("/endless", () => {
            begin();
            return new Promise(() => undefined);
          });
        },
      ],
    });
    const url = await server.listen("127.0.0.1", 0);
    const endless = fetch(`${url}/endless`).catch((error: Error) => error.message);
    await begun;
    await server.close();
    expect(await endless).toBe("fetch failed");
  });
});

test("a signed-in person stays signed in when the hub restarts", async () => {
  const first = await listeningServer(it.hub);
  const { accessToken } = await signIn(first.server, "ada");
  await first.server.close();
  const second = await listeningServer(it.hub);
  expect((await call(`${second.url}/api/v1/auth/me`, "GET", accessToken)).status).toBe(200);
  await second.server.close();
});
