import { connect } from "node:net";
import { newId } from "@healthops/base/ids";
import { create, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenHubServer } from "../doors/hub-server.ts";
import {
  addTestPerson,
  call,
  listeningServer,
  oneRow,
  pushOf,
  signIn,
  versionsOf,
} from "../testing/server-fixture.ts";

let it: TestHub;
let server: OpenHubServer;
let url: string;
let token: string;
let personId: string;

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub));
  personId = await addTestPerson(it.hub, "ada");
  token = (await signIn(server, "ada")).accessToken;
});
afterAll(async () => {
  await server.close();
  await it.close();
});

const push = (body: unknown, headers = {}) =>
  call(`${url}/api/v1/sync/push`, "POST", token, body, headers);
const validPush = () =>
  pushOf(
    it.hub,
    newId(it.hub.ports),
    create("samples", newId(it.hub.ports), { ownerId: personId, title: "x" }),
  );

async function expectAlive(): Promise<void> {
  const { status, body } = await call(`${url}/health`, "GET", null);
  expect([status, body.status]).toEqual([200, "ok"]);
}

const group = () => (validPush().groups as Record<string, unknown>[])[0];

describe("a push that is no push", () => {
  const cases: [name: string, body: () => unknown, field: string][] = [
    ["names no replica", () => ({ ...validPush(), replicaId: undefined }), "replicaId"],
    [
      "has a text for a number",
      () => ({ ...validPush(), receivedThrough: "3" }),
      "receivedThrough",
    ],
    ["has a null for a list", () => ({ ...validPush(), groups: null }), "groups"],
    ["has no groups", () => ({ ...validPush(), groups: [] }), "groups"],
    ["has an unknown field", () => ({ ...validPush(), admin: true }), "admin"],
    ["has an id that is none", () => ({ ...validPush(), replicaId: "' or 1=1 --" }), "replicaId"],
    [
      "has a fraction for a counter",
      () => ({ ...validPush(), groups: [{ ...group(), seq: 1.5 }] }),
      "groups.0.seq",
    ],
    ["is a list", () => [validPush()], "(body)"],
    ["is null", () => "null", "(body)"],
  ];
  test.each(cases)("%s: 400 naming the field", async (_name, body, field) => {
    const answer = await push(body());
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(answer.body).toMatchObject({
      code: "invalid_request",
      status: 400,
      faults: [{ field }],
    });
  });

  test("has an unknown operation: the fault says which there are", async () => {
    const mutation = { ...create("samples", newId(it.hub.ports), {}), op: "drop" };
    const answer = await push({ ...validPush(), groups: [{ ...group(), mutations: [mutation] }] });
    expect(answer.body.faults).toEqual([
      {
        field: "groups.0.mutations.0.op",
        message: "is none of what is allowed",
        allowed: "create, update, delete, restore",
      },
    ]);
  });

  test("never repeats the value that was given", async () => {
    const answer = await push({ ...validPush(), replicaId: "secret-of-a-patient" });
    expect(JSON.stringify(answer.body)).not.toContain("secret-of-a-patient");
  });
});

describe("a body that is no JSON", () => {
  const cases: [name: string, body: string][] = [
    ["is cut off", '{"protocol":1'],
    ["holds NaN", '{"protocol":NaN}'],
    ["is empty", ""],
    ["sets __proto__", '{"__proto__":{"admin":true}}'],
    ["sets constructor.prototype", '{"constructor":{"prototype":{"admin":true}}}'],
    ["is nested without end", `{"groups":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
  ];
  test.each(cases)("%s: 400", async (_name, body) => {
    const answer = await push(body);
    expect(answer.status).toBe(400);
    expect(["malformed_json", "invalid_request"]).toContain(answer.body.code);
  });

  test("is not UTF-8: 400 instead of replaced characters", async () => {
    const response = await fetch(`${url}/api/v1/sync/push`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: Buffer.from([0x22, 0xff, 0xfe, 0x22]),
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { code: "malformed_json" },
    ]);
  });

  test("is of another type: 415", async () => {
    const answer = await push("<push/>", { "content-type": "application/xml" });
    expect([answer.status, answer.body.code]).toEqual([415, "unsupported_media_type"]);
  });

  test("is compressed: 415 rather than garbage", async () => {
    const answer = await push(validPush(), { "content-encoding": "gzip" });
    expect([answer.status, answer.body.code]).toEqual([415, "unsupported_encoding"]);
  });
});

const large = () => JSON.stringify({ ...validPush(), epoch: "x".repeat(10 * 1024 * 1024) });

describe("a body that is too large", () => {
  test("10 MB with its length told: 413, seen by a client that sends first", async () => {
    const answer = await push(large());
    expect([answer.status, answer.body.code]).toEqual([413, "body_too_large"]);
    expect(answer.body.limit_bytes).toBe(8 * 1024 * 1024);
    await expectAlive();
  });

  test("10 MB in chunks: 413", async () => {
    const chunks = new Blob([large()]).stream();
    const response = await fetch(`${url}/api/v1/sync/push`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: chunks,
      duplex: "half",
    });
    expect([response.status, await response.json()]).toMatchObject([
      413,
      { code: "body_too_large" },
    ]);
  });

  test("10 MB without a token: 401 without being read into memory", async () => {
    const answer = await call(`${url}/api/v1/sync/push`, "POST", null, large());
    expect([answer.status, answer.body.code]).toEqual([401, "sign_in_required"]);
    await expectAlive();
  });

  test("10 MB at the sign-in: 413", async () => {
    const answer = await call(`${url}/api/v1/auth/sign-in`, "POST", null, large());
    expect([answer.status, answer.body.code]).toEqual([413, "body_too_large"]);
  });
});

describe("an address", () => {
  test.each([
    ["GET", "/nowhere", 404, "not_found"],
    ["GET", "/api/v1/../../etc/passwd", 404, "not_found"],
    ["GET", "/api/%zz", 400, "malformed_url"],
    ["DELETE", `/api/v1/auth/sessions/${"x".repeat(300)}`, 414, "url_too_long"],
    ["GET", `/api/v1/core/people/${"x".repeat(300)}`, 414, "url_too_long"],
    ["GET", "/api/v1/sync/push", 405, "method_not_allowed"],
    ["DELETE", "/health/", 405, "method_not_allowed"],
    ["GET", "/api/v1/sync/live", 426, "websocket_required"],
  ])("%s %s: %i %s", async (method, path, status, code) => {
    const answer = await call(url + path, method, token);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
  });

  test("asked with the wrong method is told the right ones", async () => {
    const answer = await call(`${url}/api/v1/sync/push/`, "PUT", token, {});
    expect(answer.headers.get("allow")).toBe("POST");
  });

  test("means the same with a trailing slash", async () => {
    const answer = await call(`${url}/api/v1/auth/me/`, "GET", token);
    expect([answer.status, answer.body.username]).toEqual([200, "ada"]);
  });
});

const raw = (text: string) =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = "";
    socket.on("data", (data) => (answer += data.toString()));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });

describe("a connection", () => {
  test("that speaks no HTTP gets a 400 problem", async () => {
    expect(await raw("HELLO?\r\n\r\n")).toMatch(/^HTTP\/1.1 400 [\s\S]*"code":"malformed_request"/);
    await expectAlive();
  });

  test("with endless headers gets a 431 problem", async () => {
    const answer = await raw(`GET / HTTP/1.1\r\nhost: x\r\nx-long: ${"y".repeat(40_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 431 [\s\S]*"code":"headers_too_large"/);
  });
});

test("[VER1] another protocol version is refused with what is supported, before its shape is looked at", async () => {
  const answer = await push({ protocol: 99, totally: "different" });
  expect([answer.status, answer.body.code, answer.body.supported]).toEqual([
    426,
    "protocol_unsupported",
    [1],
  ]);
});

test("bad requests change nothing", async () => {
  const { count } = await oneRow<{ count: number }>(
    it.hub,
    "select count(*) as count from data.samples",
  );
  expect(count).toBe(0);
});

test("[VER1] an unknown schema version is taken", async () => {
  const answer = await push({ ...validPush(), schema: "of-an-older-device" });
  expect(answer.status).toBe(200);
  expect(answer.body.schema).toBe(versionsOf(it.hub).schema);
});
