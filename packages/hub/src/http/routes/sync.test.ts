import { LINE_HEADER, lineClaimText } from "@healthops/protocol/line-header";
import { connect } from "node:net";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { newId } from "@healthops/base/ids";
import { create, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenHubServer } from "../../doors/hub-server.ts";
import {
  addTestPerson,
  call,
  listeningServer,
  pushOf,
  signIn,
  versionsOf,
} from "../../testing/server-fixture.ts";

let it: TestHub;
let server: OpenHubServer;
let url: string;
let token: string;
let personId: string;
let otherToken: string;

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub));
  personId = await addTestPerson(it.hub, "ada");
  await addTestPerson(it.hub, "bob");
  token = (await signIn(server, "ada")).accessToken;
  otherToken = (await signIn(server, "bob")).accessToken;
});
afterAll(async () => {
  await server.close();
  await it.close();
});

const id = () => newId(it.hub.ports);
const sample = (title = "one") => create("samples", id(), { ownerId: personId, title });
const push = (body: unknown, as = token) => call(`${url}/api/v1/sync/push`, "POST", as, body);
const pullBody = (positions = {}) =>
  JSON.stringify({ ...versionsOf(it.hub), replicaId: id(), epoch: it.hub.engine.epoch, positions });

function pull(headers: Record<string, string> = {}) {
  return server.app.inject({
    method: "POST",
    url: "/api/v1/sync/pull",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    payload: pullBody(),
  });
}

describe("pushing", () => {
  test("[PSH1] answers a receipt for each group, and the same one when it is pushed again", async () => {
    const body = pushOf(it.hub, id(), sample());
    const first = await push(body);
    expect(first.status).toBe(200);
    expect(first.body).toEqual({
      ...versionsOf(it.hub),
      epoch: it.hub.engine.epoch,
      receipts: [{ seq: 1, status: "applied", mutations: [{ status: "applied", version: 1 }] }],
      hash: expect.stringMatching(/^[0-9a-f-]{36}$/),
      now_ms: expect.any(Number),
    });
    expect((await push(body)).body).toEqual({ ...first.body, now_ms: expect.any(Number) });
  });

  test("[PSH2] says in the receipt why a change was rejected, and changes nothing", async () => {
    const { status, body } = await push(pushOf(it.hub, id(), sample("")));
    expect(status).toBe(200);
    expect(body.receipts).toMatchObject([
      { status: "rejected", mutations: [{ faults: [{ field: "title" }] }] },
    ]);
  });

  test("[PSH5] a record in somebody else's name is rejected", async () => {
    const { body } = await push(pushOf(it.hub, id(), sample()), otherToken);
    expect(body.receipts).toMatchObject([
      { status: "rejected", mutations: [{ code: "not_permitted" }] },
    ]);
  });

  test("as somebody else on the same device is refused", async () => {
    const replicaId = id();
    await push(pushOf(it.hub, replicaId, sample()));
    const { status, body } = await push(pushOf(it.hub, replicaId, sample(), 2), otherToken);
    expect([status, body.code]).toEqual([403, "replica_of_other_person"]);
  });

  test("a gap in the numbers is refused with the expected one", async () => {
    const { status, body } = await push(pushOf(it.hub, id(), sample(), 7));
    expect([status, body.code, body.expected]).toEqual([409, "sequence_gap", 1]);
  });

  test("SQL and HTML in a text come back as they were typed", async () => {
    const title = `'; drop table data.samples; -- <script>alert("1")</script> \\ %s $1`;
    await push(pushOf(it.hub, id(), sample(title)));
    expect(
      (await pull())
        .json()
        .changed.find((one: { name: string }) => one.name === "samples")
        .columns.flat(),
    ).toContain(title);
  });

  test("with more mutations than a push carries is refused as a whole", async () => {
    const groups = Array.from({ length: 6 }, (_, index) => ({
      seq: index + 1,
      deviceTime_ms: 0,
      mutations: Array.from({ length: 1000 }, () => sample()),
    }));
    const { status, body } = await push({ ...pushOf(it.hub, id(), sample()), groups });
    expect([status, body.code]).toEqual([413, "push_too_large"]);
  });
});

describe("pulling", () => {
  test.each([
    ["zstd, gzip", "zstd", zstdDecompressSync],
    ["gzip, deflate", "gzip", gunzipSync],
    ["gzip, zstd;q=0", "gzip", gunzipSync],
  ])("with Accept-Encoding %j answers in %s", async (accept, encoding, decompress) => {
    for (let count = 0; count < 20; count++)
      await push(pushOf(it.hub, id(), sample("much the same")));
    const plain = await pull();
    const answer = await pull({ "accept-encoding": accept });
    expect(answer.headers["content-encoding"]).toBe(encoding);
    expect(answer.headers.vary).toContain("Accept-Encoding");
    expect(JSON.parse(decompress(answer.rawPayload).toString())).toEqual(plain.json());
    expect(answer.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
  });

  test("[PUL5] answers 304 under 300 bytes when nothing changed, 200 after a change", async () => {
    const { headers } = await pull();
    const etag = String(headers.etag);
    const mark = String(headers[LINE_HEADER]);
    const raw = await rawPull(etag, lineClaimText({ mark, acked: 0 }));
    expect(raw).toMatch(/^HTTP\/1.1 304 /);
    expect(raw.length).toBeLessThan(300);
    await push(pushOf(it.hub, id(), sample()));
    expect((await pull({ "if-none-match": etag })).statusCode).toBe(200);
  });

  test("ignores scopes that the person does not hold", async () => {
    const body = JSON.parse(pullBody({ [`user:${id()}`]: 5 }));
    const answer = await call(`${url}/api/v1/sync/pull`, "POST", token, body);
    expect(Object.keys(answer.body.positions as object)).toEqual(["shared", `user:${personId}`]);
  });

  test("a negative position is a fault", async () => {
    const answer = await call(
      `${url}/api/v1/sync/pull`,
      "POST",
      token,
      JSON.parse(pullBody({ shared: -1 })),
    );
    expect([answer.status, answer.body.faults]).toMatchObject([
      400,
      [{ field: "positions.shared" }],
    ]);
  });
});

/** The bytes of an answer as they travel. */
function rawPull(etag: string, line: string): Promise<string> {
  const body = pullBody();
  const { hostname, port } = new URL(url);
  const head = [
    "POST /api/v1/sync/pull HTTP/1.1",
    "host: hub",
    `authorization: Bearer ${token}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    `if-none-match: ${etag}`,
    `${LINE_HEADER}: ${line}`,
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`${head.join("\r\n")}\r\n\r\n${body}`),
    );
    socket.once("data", (data) => {
      socket.destroy();
      resolve(data.toString());
    });
    socket.once("error", reject);
  });
}
