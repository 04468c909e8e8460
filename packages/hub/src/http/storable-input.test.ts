import { newId } from "@healthops/base/ids";
import { addSite, create, openTestHub, update } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenHubServer } from "../doors/hub-server.ts";
import {
  addTestPerson,
  call,
  codes,
  listeningServer,
  pushOf,
  signIn,
} from "../testing/server-fixture.ts";

/*
 * What PostgreSQL refuses, at every kind of door: never a 500, and never a push that stays refused for
 * good without a receipt or a name of what is wrong.
 */

let it: TestHub;
let server: OpenHubServer;
let url: string;
let personId: string;
let site: string;
const tokens = new Map<string, string>();

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub));
  site = await addSite(it.hub, "Ankara");
  personId = await addTestPerson(it.hub, "ada", "USER", site);
  await addTestPerson(it.hub, "ann", "MANAGER", site);
  await addTestPerson(it.hub, "root", "ADMIN");
  for (const name of ["ada", "ann", "root"]) {
    tokens.set(name, (await signIn(server, name)).accessToken);
  }
});
afterAll(async () => {
  await server.close();
  await it.close();
});

const as = (name: string, method: string, path: string, body?: unknown) =>
  call(`${url}/api/v1/${path}`, method, tokens.get(name) ?? null, body);

const sample = (fields: Record<string, unknown> = {}) =>
  create("samples", newId(it.hub.ports), {
    ownerId: personId,
    siteId: site,
    title: "x",
    ...fields,
  });
const groupOf = (mutation: unknown, over: Record<string, unknown> = {}) => ({
  seq: 1,
  deviceTime_ms: 0,
  mutations: [mutation],
  ...over,
});
const pushed = (over: Record<string, unknown>) =>
  as("ada", "POST", "sync/push", { ...pushOf(it.hub, newId(it.hub.ports), sample()), ...over });

const UNSTORABLE = ["a\u0000b", "\ud800", "x\udc00"];
const NUMBERS = [2 ** 53, 2 ** 63, 1e30, 1e300];

describe("the envelope of a push or pull", () => {
  test.each(UNSTORABLE)("with the text %j names the field: 400", async (text) => {
    for (const field of ["schema", "epoch"]) {
      const answers = [
        await pushed({ [field]: text }),
        await as("ada", "POST", "sync/pull", { ...pull(), [field]: text }),
      ];
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 400, body: { faults: [{ field }] } });
      }
    }
  });

  test.each(NUMBERS)("with the number %s names the field: 400", async (number) => {
    const cases: [string, Record<string, unknown>][] = [
      ["receivedThrough", { receivedThrough: number }],
      ["groups.0.seq", { groups: [groupOf(sample(), { seq: number })] }],
      ["groups.0.deviceTime_ms", { groups: [groupOf(sample(), { deviceTime_ms: number })] }],
      ["groups.0.mutations.0.base", { groups: [groupOf({ ...sample(), base: number })] }],
    ];
    for (const [field, over] of cases) {
      expect(await pushed(over)).toMatchObject({ status: 400, body: { faults: [{ field }] } });
    }
    const pulled = await as("ada", "POST", "sync/pull", {
      ...pull(),
      positions: { shared: number },
    });
    expect(pulled).toMatchObject({
      status: 400,
      body: { faults: [{ field: "positions.shared" }] },
    });
  });

  test("with a base beyond every version gets its receipt", async () => {
    const answer = await pushed({
      groups: [groupOf({ ...sample(), op: "update", base: 2 ** 40 })],
    });
    expect(answer).toMatchObject({ status: 200, body: { receipts: [{ status: "rejected" }] } });
  });
});

function pull() {
  return {
    protocol: 1,
    schema: it.hub.schema.version,
    replicaId: newId(it.hub.ports),
    epoch: null,
    positions: {},
  };
}

describe("[PSH3] a group whose content cannot be stored", () => {
  const contents: [string, Record<string, unknown>][] = [
    ["a NUL in a field", { title: "a\u0000b" }],
    ["half a surrogate pair in a field", { note: "\ud800" }],
    ["a NUL in a field's name", { "na\u0000me": 1 }],
    ["half a surrogate pair in a name", { "\udfff": { deep: ["\ud800"] } }],
    ["NULs in the members of a set", { tags: ["\u0000"] }],
  ];
  test.each(contents)(
    "%s: is rejected with a receipt, and kept as it was wanted",
    async (_, fields) => {
      const device = newId(it.hub.ports);
      const body = pushOf(it.hub, device, sample(fields));
      const first = await as("ada", "POST", "sync/push", body);
      expect(first).toMatchObject({ status: 200, body: { receipts: [{ status: "rejected" }] } });
      // The same number again gets the stored receipt: the outbox goes on [PSH1].
      const { body: again } = await as("ada", "POST", "sync/push", body);
      expect(again).toEqual({ ...first.body, now_ms: expect.any(Number) });
      // Written beside the answer, readable by whoever may see the record.
      const kept = () =>
        it.hub.pool.query<{ text: string }>(
          "select mutations::text as text from hub.refused where replica_id = $1",
          [device],
        );
      await expect.poll(async () => (await kept()).rows.length).toBe(1);
      const [row] = (await kept()).rows;
      expect(row?.text).toContain('"escaped": true');
      expect(row?.text).toMatch(/\\\\u(0000|d800|dfff)/);
      const list = await as("root", "GET", `refused?device=${device}`);
      expect(list).toMatchObject({ status: 200, body: { refused: [{ seq: 1 }] } });
    },
  );

  test("a deletion with such a field too; the next group is taken", async () => {
    const device = newId(it.hub.ports);
    const made = sample();
    const wrong = { ...update("samples", made.id, 1, { "\u0000": 1 }), op: "delete" };
    const answer = await as("ada", "POST", "sync/push", {
      ...pushOf(it.hub, device, made),
      groups: [groupOf(made), groupOf(wrong, { seq: 2 }), groupOf(sample(), { seq: 3 })],
    });
    expect(answer.body["receipts"]).toMatchObject([
      { status: "applied" },
      { status: "rejected", mutations: [{ faults: [{ field: String.raw`\u0000` }] }] },
      { status: "applied" },
    ]);
  });
});

describe("other doors", () => {
  test.each(UNSTORABLE)("name the field that holds %j", async (text) => {
    const device = newId(it.hub.ports);
    await as("root", "POST", "sync/pull", { ...pull(), replicaId: device });
    for (const [path, body, field] of [
      [`devices/${device}/revoke`, { reason: text }, "reason"],
      ["audit/exports", { collection: text, format: "csv", rows: 1 }, "collection"],
      ["keys", { siteId: null, label: text }, "label"],
      [`people/${personId}/password`, { password: text.repeat(9) }, "password"],
      [`refused/${device}/1/set-aside`, { reason: text }, "reason"],
    ] as const) {
      const answer = await as("root", "POST", path, body);
      expect(answer, path).toMatchObject({ status: 400, body: { faults: [{ field }] } });
    }
  });

  test.each(NUMBERS)("refuse the number %s", async (number) => {
    const device = newId(it.hub.ports);
    const body = { receipt: "x".repeat(32), lostChanges: number };
    expect(await as("root", "POST", `devices/${device}/wiped`, body)).toMatchObject({
      status: 400,
      body: { faults: [{ field: "lostChanges" }] },
    });
  });

  test.each([
    ["audit?person=%00", 400],
    ["audit/events?kind=a%00b", 400],
    ["jobs/%00/runs", 404],
    ["sample/samples?q=%00", 400],
    ["sample/samples?where=title:eq:%00", 400],
    ["sample/samples/%00", 404],
    [`audit?after=${placeOf(["audit", 2 ** 53 - 1, "0".repeat(8), 1, 1])}`, 400],
    [
      `audit?after=${placeOf(["audit", 1, "01a22aa2-6f68-741c-aa4b-3c0a36ed36e2", 2 ** 20, 1])}`,
      400,
    ],
  ])("%s: %i", async (path, status) => {
    const answer = await as("root", "GET", path);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      status,
      "application/problem+json; charset=utf-8",
    ]);
  });

  test("a record is refused with the name of its field: 422", async () => {
    for (const text of UNSTORABLE) {
      const answer = await as("ada", "POST", "sample/samples", { ownerId: personId, title: text });
      expect(codes(answer)).toEqual([422, "invalid_record"]);
    }
  });
});

function placeOf(values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}
