import { newId } from "@healthops/base/ids";
import type { Mutation } from "@healthops/protocol/wire/push";
import type { RefusedChange, RefusedRecord } from "@healthops/protocol/wire/refused";
import { naturalId } from "@healthops/schema/natural-key";
import { keyedModule, parcels } from "@healthops/testing/fixtures/keyed-module";
import { sampleModule } from "@healthops/testing/fixtures/sample-module";
import { addSite, applied, create, openTestHub, update } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import type { OpenHubServer } from "../doors/hub-server.ts";
import {
  TEST_PASSWORD,
  addTestPerson,
  call,
  codes,
  listeningServer,
  pushOf,
  signIn,
} from "../testing/server-fixture.ts";

let it: TestHub;
let server: OpenHubServer;
let url: string;
let ankara: string;
let bursa: string;
const ids = new Map<string, string>();
const tokens = new Map<string, string>();

beforeAll(async () => {
  it = await openTestHub([{ module: sampleModule }, { module: keyedModule }]);
  ({ server, url } = await listeningServer(it.hub));
  ankara = await addSite(it.hub, "Ankara");
  bursa = await addSite(it.hub, "Bursa");
  for (const [name, role, site] of [
    ["root", "ADMIN", null],
    ["boss", "MANAGER", ankara],
    ["other", "MANAGER", bursa],
    ["ada", "USER", ankara],
    ["eve", "USER", bursa],
    ["eda", "USER", bursa],
  ] as const) {
    ids.set(name, await addTestPerson(it.hub, name, role, site));
    tokens.set(name, (await signIn(server, name)).accessToken);
  }
});
afterAll(async () => {
  await server.close();
  await it.close();
});

const as = (name: string, method: string, path: string, body?: unknown) =>
  call(`${url}/api/v1/${path}`, method, tokens.get(name) ?? null, body);

/** Somebody's new device wants this, and the hub refuses it; answers where the refused change is. */
async function refused(username: string, mutation: Mutation): Promise<string> {
  const device = newId(it.hub.ports);
  const credentials = { username, password: TEST_PASSWORD, replicaId: device };
  const entered = await call(`${url}/api/v1/auth/sign-in`, "POST", null, credentials);
  const token = String(entered.body["accessToken"]);
  const pushed = await call(
    `${url}/api/v1/sync/push`,
    "POST",
    token,
    pushOf(it.hub, device, mutation),
  );
  expect(pushed.body["receipts"]).toMatchObject([{ status: "rejected" }]);
  await expect
    .poll(async () => (await as("root", "GET", `refused?device=${device}`)).body["refused"])
    .toHaveLength(1);
  return `refused/${device}/1`;
}

/** A card of Ankara that eve, who belongs to Bursa, was not allowed to change. */
async function refusedEdit(fields: Record<string, unknown>) {
  const card = create("site_cards", newId(it.hub.ports), {
    siteId: ankara,
    title: "first",
    stock: 5,
  });
  await applied(it.hub, SYSTEM_ACTOR, card);
  const path = await refused("eve", update("site_cards", card.id, 1, fields));
  const choice = { collection: "site_cards", recordId: card.id };
  return { path, id: card.id, choice };
}

const cardOf = async (id: string) => (await as("boss", "GET", `sample/site_cards/${id}`)).body;

const listed = async (name: string, state: string) => {
  const { body } = await as(name, "GET", `refused?state=${state}&limit=200`);
  return (body["refused"] as RefusedChange[]).map(
    ({ deviceId, seq }) => `refused/${deviceId}/${seq}`,
  );
};

describe("work that the hub refused", () => {
  test("[PUL4] is shown beside what the hub has now, and taken over as an ordinary change", async () => {
    const { path, id, choice } = await refusedEdit({
      title: "typed on the way",
      stock: { add: 2 },
    });
    expect((await as("boss", "GET", path)).body).toMatchObject({
      change: { personId: ids.get("eve"), decision: null, mayDecide: true },
      records: [
        {
          op: "update",
          present: { version: 1, deleted: false, content: { title: "first", stock: 5 } },
          wanted: { title: "typed on the way", stock: 7 },
        },
      ],
    });
    // Its author's device asks what became of it [PSH3].
    const [, deviceId = "", seq = ""] = path.split("/");
    const mine = { changes: [{ deviceId, seq: Number(seq) }] };
    const takenOver = async (name: string) =>
      (await as(name, "POST", "refused/taken-over", mine)).body["changes"];
    expect(await takenOver("eve")).toEqual([]);
    const asked = {
      records: [{ ...choice, base: 1, fields: { title: "typed on the way", stock: 7 } }],
      reason: "Eve asked me to",
    };
    expect((await as("boss", "POST", `${path}/take-over`, asked)).body).toMatchObject({
      change: {
        decision: {
          outcome: "taken_over",
          byPersonId: ids.get("boss"),
          reason: "Eve asked me to",
        },
        mayDecide: false,
      },
      conflicts: [],
    });
    expect(await takenOver("eve")).toEqual(mine.changes);
    expect(await takenOver("boss")).toEqual([]);
    expect(await cardOf(id)).toMatchObject({ title: "typed on the way", stock: 7, version: 2 });
    const history = await as("boss", "GET", `sample/site_cards/${id}/history`);
    expect(history.body["entries"]).toMatchObject([
      { version: 2, personId: ids.get("boss"), reason: "Eve asked me to" },
      { version: 1 },
    ]);
    expect(await listed("boss", "open")).not.toContain(path);
    expect(await listed("boss", "decided")).toContain(path);
    const events = await as("root", "GET", "audit/events?kind=refused_taken_over");
    expect(events.body["events"]).toMatchObject([
      { personId: ids.get("eve"), byPersonId: ids.get("boss") },
    ]);
    const again = await as("root", "POST", `${path}/take-over`, asked);
    expect(codes(again)).toEqual([409, "refused_change_decided"]);
    expect(await cardOf(id)).toMatchObject({ version: 2 });
  });

  test("[PSH3] that was not valid is taken over once it is put right", async () => {
    const id = newId(it.hub.ports);
    const wanted = { siteId: ankara, title: 7 };
    const path = await refused("ada", create("site_cards", id, wanted));
    const { body } = await as("boss", "GET", path);
    expect(body["records"]).toMatchObject([{ op: "create", present: null, wanted }]);
    const choice = { collection: "site_cards", recordId: id, base: 0 };
    const wrong = await as("boss", "POST", `${path}/take-over`, {
      records: [{ ...choice, fields: wanted }],
    });
    expect(codes(wrong)).toEqual([422, "invalid_record"]);
    expect(wrong.body["faults"]).toMatchObject([{ field: "title" }]);
    expect(await listed("boss", "open")).toContain(path);
    const right = await as("boss", "POST", `${path}/take-over`, {
      records: [{ ...choice, fields: { ...wanted, title: "seven" } }],
    });
    expect(right.status).toBe(200);
    expect(await cardOf(id)).toMatchObject({ title: "seven" });
    expect(await listed("boss", "open")).not.toContain(path);
  });

  test("[PSH3] leaves everybody's list when its author put it right or gave it up, and only then", async () => {
    const path = await refused(
      "ada",
      create("site_cards", newId(it.hub.ports), { siteId: ankara }),
    );
    const [, deviceId = "", seq = ""] = path.split("/");
    const changes = [{ deviceId, seq: Number(seq) }];
    expect((await as("eve", "POST", "refused/withdraw", { changes })).status).toBe(204);
    expect(await listed("boss", "open")).toContain(path);
    expect((await as("ada", "POST", "refused/withdraw", { changes })).status).toBe(204);
    expect(await listed("boss", "open")).not.toContain(path);
    expect((await as("boss", "GET", path)).body).toMatchObject({
      change: { decision: { outcome: "withdrawn", byPersonId: ids.get("ada") }, mayDecide: false },
    });
  });

  test("of many records shows the first of them in lists, and all when it is opened", async () => {
    const device = newId(it.hub.ports);
    const wrong = () => create("site_cards", newId(it.hub.ports), { siteId: ankara, title: 7 });
    const card = wrong();
    const mutations = [card, ...Array.from({ length: 199 }, wrong)];
    const groups = [{ seq: 1, deviceTime_ms: 0, mutations }];
    const body = { ...pushOf(it.hub, device, card), groups };
    await call(`${url}/api/v1/sync/push`, "POST", tokens.get("ada") ?? null, body);
    const asked = `refused?device=${device}`;
    await expect
      .poll(async () => (await as("boss", "GET", asked)).body["refused"])
      .toMatchObject([{ mutationCount: 200, mutations: { length: 20 }, mayDecide: true }]);
    expect((await as("boss", "GET", `refused/${device}/1`)).body).toMatchObject({
      change: { mutations: { length: 200 } },
      records: { length: 200 },
    });
  });

  test("opens a conflict where somebody changed the same meanwhile, and is taken over all the same", async () => {
    const { path, id, choice } = await refusedEdit({ title: "mine" });
    const mine = update("site_cards", id, 1, { title: "theirs" });
    await applied(it.hub, SYSTEM_ACTOR, mine);
    const { body } = await as("boss", "POST", `${path}/take-over`, {
      records: [{ ...choice, base: 1, fields: { title: "mine" } }],
    });
    expect(body).toMatchObject({ conflicts: [expect.any(String)] });
    expect(await cardOf(id)).toMatchObject({ title: "theirs" });
    expect(await listed("boss", "decided")).toContain(path);
  });

  test("is taken over with the rights of whoever does it, and of nothing else than it was about", async () => {
    const { path, choice } = await refusedEdit({ title: "x" });
    const change = { ...choice, base: 1, fields: { title: "x" } };
    // The other site's manager sees that their person was refused, not what.
    expect((await as("other", "GET", path)).body).toMatchObject({
      change: { mayDecide: false, mutations: [{ withheld: true, fields: null, faults: [] }] },
      records: [{ withheld: true, present: null, wanted: null }],
    });
    const foreign = await as("other", "POST", `${path}/take-over`, { records: [change] });
    expect(codes(foreign)).toEqual([403, "not_permitted"]);
    expect(codes(await as("other", "POST", `${path}/set-aside`, { reason: "no" }))).toEqual([
      403,
      "not_permitted",
    ]);
    expect(codes(await as("ada", "GET", path))).toEqual([403, "not_permitted"]);
    const elsewhere = { ...change, recordId: newId(it.hub.ports) };
    const swapped = await as("boss", "POST", `${path}/take-over`, { records: [elsewhere] });
    expect(codes(swapped)).toEqual([422, "not_in_refused_change"]);
    const own = await refused("boss", create("samples", newId(it.hub.ports), { title: 1 }));
    expect(codes(await as("other", "GET", own))).toEqual([404, "unknown_refused_change"]);
    expect(await listed("boss", "open")).toContain(path);
  });

  test("[PSH9] that is private to its person is read and decided by nobody else, not even an administrator", async () => {
    const fields = { ownerId: ids.get("ada") ?? "", siteId: ankara, shared: true, title: 7 };
    const path = await refused("ada", create("samples", newId(it.hub.ports), fields));
    for (const name of ["boss", "root"]) {
      expect((await as(name, "GET", path)).body).toMatchObject({
        change: {
          mayDecide: false,
          mutations: [{ withheld: true, fields: null, faults: [], message: "" }],
        },
        records: [{ withheld: true, present: null, wanted: null }],
      });
      const refusedTo = await as(name, "POST", `${path}/set-aside`, { reason: "why" });
      expect(codes(refusedTo)).toEqual([403, "not_permitted"]);
    }
    expect(await listed("root", "open")).toContain(path);
  });

  test("[PSH9] about a record that a manager sees but may not write is not theirs to decide", async () => {
    const ada = ids.get("ada") ?? "";
    const sample = create("samples", newId(it.hub.ports), {
      ownerId: ada,
      siteId: ankara,
      shared: true,
      title: "seen",
    });
    await applied(it.hub, SYSTEM_ACTOR, sample);
    const path = await refused("ada", update("samples", sample.id, 1, { title: "" }));
    expect((await as("boss", "GET", `sample/samples/${sample.id}`)).status).toBe(200);
    expect((await as("boss", "GET", path)).body).toMatchObject({
      change: { mayDecide: false, mutations: [{ withheld: true }] },
      records: [{ withheld: true }],
    });
    const choice = { collection: "samples", recordId: sample.id, base: 1, fields: { title: "x" } };
    const taken = await as("boss", "POST", `${path}/take-over`, { records: [choice] });
    expect(codes(taken)).toEqual([403, "not_permitted"]);
  });

  test("[PSH9] a refused create is about what it wanted to make, not about the record that has its id", async () => {
    const theirs = create("site_cards", newId(it.hub.ports), { siteId: ankara, title: "Ankara's" });
    await applied(it.hub, SYSTEM_ACTOR, theirs);
    const secret = { siteId: bursa, title: "Bursa's secret", stock: 3 };
    const path = await refused("eda", create("site_cards", theirs.id, secret));
    // The manager of the record that has the id: not on their list, and nothing to read or to take.
    expect(await listed("boss", "open")).not.toContain(path);
    expect(codes(await as("boss", "GET", path))).toEqual([404, "unknown_refused_change"]);
    const choice = { collection: "site_cards", recordId: theirs.id, base: 1, fields: secret };
    const take = (name: string) => as(name, "POST", `${path}/take-over`, { records: [choice] });
    expect(codes(await take("boss"))).toEqual([404, "unknown_refused_change"]);
    // The manager of who wanted it sees what was wanted, and nothing of the other record.
    expect((await as("other", "GET", path)).body).toMatchObject({
      change: { mayDecide: true, mutations: [{ withheld: false, fields: secret }] },
      records: [{ op: "create", present: null, wanted: secret }],
    });
    // Nobody writes it into the other record, not even an administrator, who sees both.
    expect((await as("root", "GET", path)).body).toMatchObject({ records: [{ present: null }] });
    for (const name of ["other", "root"]) {
      expect(codes(await take(name))).toEqual([409, "id_taken"]);
    }
    expect(await cardOf(theirs.id)).toMatchObject({ title: "Ankara's", version: 1 });
  });

  test("[PSH9] what a group does to what it wanted to make is about that as well", async () => {
    const theirs = create("site_cards", newId(it.hub.ports), { siteId: ankara, title: "Ankara's" });
    await applied(it.hub, SYSTEM_ACTOR, theirs);
    const device = newId(it.hub.ports);
    const made = create("site_cards", theirs.id, { siteId: bursa, title: "Bursa's" });
    const edit = update("site_cards", theirs.id, 1, { title: "secret of Bursa" });
    // A record of Ankara in the same group lets its manager know of the group.
    const third = create("site_cards", newId(it.hub.ports), { siteId: ankara, title: "x" });
    await applied(it.hub, SYSTEM_ACTOR, third);
    const mutations = [made, edit, update("site_cards", third.id, 1, { title: "y" })];
    const body = {
      ...pushOf(it.hub, device, made),
      groups: [{ seq: 1, deviceTime_ms: 0, mutations }],
    };
    await call(`${url}/api/v1/sync/push`, "POST", tokens.get("eve") ?? null, body);
    const seen = await as("boss", "GET", `refused/${device}/1`);
    expect(seen.body).toMatchObject({
      change: {
        mayDecide: false,
        mutations: [{ withheld: true }, { withheld: true, fields: null }, { withheld: false }],
      },
      records: [{ withheld: true, present: null, wanted: null }, { withheld: false }],
    });
  });

  test("[NAT2] that an older device made under an id of its own is taken over under that of its key", async () => {
    const drawn = newId(it.hub.ports);
    const fields = { name: "from an old device", siteId: bursa, weight: 3 };
    const path = await refused("eda", create("parcels", drawn, fields));
    const choice = { collection: "parcels", recordId: drawn, base: 0, fields };
    expect((await as("other", "POST", `${path}/take-over`, { records: [choice] })).status).toBe(
      200,
    );
    const id = naturalId(parcels, { name: fields.name });
    expect((await as("other", "GET", `post/parcels/${id}`)).body).toMatchObject({ id, weight: 3 });
    // Another device's, of the same key: what both wrote into one field waits for a decision.
    const other = { ...fields, weight: 4 };
    const second = await refused("eda", create("parcels", newId(it.hub.ports), other));
    const { recordId } =
      ((await as("other", "GET", second)).body["records"] as RefusedRecord[])[0] ?? {};
    const taken = await as("other", "POST", `${second}/take-over`, {
      records: [{ ...choice, recordId, fields: other }],
    });
    expect([taken.status, taken.body["conflicts"]]).toEqual([200, [expect.any(String)]]);
  });

  test("is counted for its site until somebody set it aside, with a reason", async () => {
    const waiting = async (name: string): Promise<unknown> =>
      ((await as(name, "GET", "hub/sites")).body["sites"] as Record<string, unknown>[]).find(
        ({ siteId }) => siteId === ankara,
      )?.["refusedOpen"];
    const before = Number(await waiting("boss"));
    const { path } = await refusedEdit({ title: "counted" });
    // Eve is of Bursa, the record of Ankara: the manager who decides sees it, all sites count it once.
    await expect.poll(() => waiting("boss"), { timeout: 10_000 }).toBe(before + 1);
    const ofAnkara = await waiting("root");
    expect(codes(await as("boss", "POST", `${path}/set-aside`, {}))).toEqual([
      400,
      "invalid_request",
    ]);
    const { body } = await as("boss", "POST", `${path}/set-aside`, { reason: "typed twice" });
    expect(body).toMatchObject({
      decision: { outcome: "set_aside", byPersonId: ids.get("boss"), reason: "typed twice" },
    });
    await expect.poll(() => waiting("boss"), { timeout: 10_000 }).toBe(before);
    await expect.poll(() => waiting("root"), { timeout: 10_000 }).toBe(ofAnkara);
    expect(await listed("root", "open")).not.toContain(path);
    expect(await listed("root", "decided")).toContain(path);
    const events = await as("root", "GET", "audit/events?kind=refused_set_aside");
    expect(events.body["events"]).toMatchObject([{ detail: { reason: "typed twice" } }]);
  });

  test("is decided once, also by two at the same time", async () => {
    const { path, id, choice } = await refusedEdit({ title: "once" });
    const asked = { records: [{ ...choice, base: 1, fields: { title: "once" } }] };
    const both = await Promise.all([
      as("boss", "POST", `${path}/take-over`, asked),
      as("root", "POST", `${path}/set-aside`, { reason: "no" }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const taken = both[0].status === 200;
    expect(await cardOf(id)).toMatchObject({ version: taken ? 2 : 1 });
  });
});
