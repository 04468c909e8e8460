import { openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEMO_PASSWORD } from "../people/password-rules.ts";
import { addPerson } from "../people/person-admin.ts";
import type { OpenHubServer } from "../doors/hub-server.ts";
import { addTestPerson, call, codes, listeningServer, signIn } from "../testing/server-fixture.ts";

const PROXY = { "x-forwarded-for": "198.51.100.9", "x-forwarded-proto": "https" };
const TOKEN = "a-token-of-some-length";

let it: TestHub;
let alone: { server: OpenHubServer; url: string };
let trusting: { server: OpenHubServer; url: string };
let personId: string;
let admin: string;

beforeAll(async () => {
  it = await openTestHub();
  alone = await listeningServer(it.hub);
  trusting = await listeningServer(it.hub, { trustProxy: ["127.0.0.1"], metricsToken: TOKEN });
  const parts = { db: it.hub.pool, engine: it.hub.engine, ports: it.hub.ports };
  const person = { username: "demo", displayName: "Demo", role: "USER" as const };
  personId = await addPerson(parts, { ...person, password: DEMO_PASSWORD });
  await addTestPerson(it.hub, "root", "ADMIN");
  admin = (await signIn(alone.server, "root")).accessToken;
});
afterAll(async () => {
  await alone.server.close();
  await trusting.server.close();
  await it.close();
});

const signInDemo = (url: string, headers: Record<string, string>) =>
  call(
    `${url}/api/v1/auth/sign-in`,
    "POST",
    null,
    { username: "demo", password: DEMO_PASSWORD },
    headers,
  );

const metricsStatus = async (url: string, headers: Record<string, string>) =>
  (await fetch(`${url}/metrics`, { headers })).status;

const toldToUseTls = async (url: string, headers: Record<string, string>) =>
  (await fetch(`${url}/api/v1/auth/me`, { headers })).headers.get("strict-transport-security");

describe("the demo's password", () => {
  test("opens the account to a client on this machine, also beside a trusted proxy", async () => {
    expect((await signInDemo(alone.url, {})).status).toBe(200);
    expect((await signInDemo(trusting.url, {})).status).toBe(200);
  });

  test.each([
    ["a proxy that nobody named", () => alone.url],
    ["a trusted proxy", () => trusting.url],
  ])("is refused to a client behind %s, before it is looked at", async (_which, url) => {
    expect(codes(await signInDemo(url(), PROXY))).toEqual([403, "demo_password_refused"]);
  });

  test("opens nothing on a hub that listens beyond this machine", async () => {
    const open = await listeningServer(it.hub, { takesDemoPassword: false });
    expect(codes(await signInDemo(open.url, {}))).toEqual([403, "demo_password_refused"]);
    await open.server.close();
  });

  test("is given to nobody from another machine", async () => {
    const path = `${alone.url}/api/v1/people/${personId}/password`;
    const answer = await call(path, "POST", admin, { password: DEMO_PASSWORD }, PROXY);
    expect(codes(answer)).toEqual([403, "demo_password_refused"]);
  });
});

describe("metrics", () => {
  test("are for clients on this machine", async () => {
    expect(await metricsStatus(alone.url, {})).toBe(200);
    expect(await metricsStatus(alone.url, PROXY)).toBe(403);
    expect(await metricsStatus(trusting.url, PROXY)).toBe(403);
  });

  test("are for others with the token, and only where there is one", async () => {
    const authorization = `Bearer ${TOKEN}`;
    expect(await metricsStatus(trusting.url, { ...PROXY, authorization })).toBe(200);
    expect(
      await metricsStatus(trusting.url, { ...PROXY, authorization: `${authorization}x` }),
    ).toBe(403);
    expect(await metricsStatus(alone.url, { ...PROXY, authorization })).toBe(403);
    expect(await metricsStatus(alone.url, { ...PROXY, authorization: "Bearer null" })).toBe(403);
  });
});

describe("browsers are told to come by TLS only", () => {
  test("when a trusted proxy says that they did", async () => {
    expect(await toldToUseTls(trusting.url, PROXY)).toBe("max-age=31536000");
  });

  test("never over plain HTTP, nor on the word of somebody else", async () => {
    expect(await toldToUseTls(trusting.url, {})).toBeNull();
    expect(await toldToUseTls(alone.url, PROXY)).toBeNull();
    expect(await toldToUseTls(alone.url, {})).toBeNull();
  });
});
