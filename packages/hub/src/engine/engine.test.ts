import { newId } from "@healthops/base/ids";
import {
  addActor,
  addSite,
  applied,
  create,
  openTestHub,
  remove,
  submitOne,
  TestDevice,
  update,
} from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";
import { SYSTEM_ACTOR } from "../hub-actor.ts";

let it: TestHub;
let site: string;
let owner: HubActor;
let manager: HubActor;
let stranger: HubActor;

beforeAll(async () => {
  it = await openTestHub();
  site = await addSite(it.hub, "Ankara");
  const elsewhere = await addSite(it.hub, "Bursa");
  owner = await addActor(it.hub, "USER", site);
  manager = await addActor(it.hub, "MANAGER", site);
  stranger = await addActor(it.hub, "USER", elsewhere);
});
afterAll(() => it.close());

const sample = (fields: Record<string, unknown> = {}) => {
  const id = newId(it.hub.ports);
  return create("samples", id, { ownerId: owner.personId, siteId: site, title: "one", ...fields });
};

/** What the hub says to a sample with these fields, made by its owner. */
async function answerTo(fields: Record<string, unknown>) {
  return (await submitOne(it.hub, owner, sample(fields))).mutations[0];
}

describe("push", () => {
  test("a created record is stored typed, with derived fields, defaults and version 1", async () => {
    const mutation = sample({ count: 4, tags: ["b", "a"] });
    const receipt = await applied(it.hub, owner, mutation);
    expect(receipt.mutations).toEqual([{ status: "applied", version: 1 }]);
    const { rows } = await it.hub.pool.query("select * from data.samples where id = $1", [
      mutation.id,
    ]);
    expect(rows[0]).toMatchObject({
      title: "one",
      count: 4,
      double: 8,
      tags: ["a", "b"],
      shared: false,
      version: 1,
    });
  });

  test("[REC2] every accepted change makes the version one more, and a deletion leaves a tombstone", async () => {
    const mutation = sample();
    await applied(it.hub, owner, mutation);
    const edited = update("samples", mutation.id, 1, { title: "two" });
    expect((await applied(it.hub, owner, edited)).mutations).toMatchObject([{ version: 2 }]);
    const gone = remove("samples", mutation.id, 2);
    expect((await applied(it.hub, owner, gone)).mutations).toMatchObject([{ version: 3 }]);
    const { rows } = await it.hub.pool.query(
      "select version, deleted, updated_at_us > created_at_us as later from data.samples where id = $1",
      [mutation.id],
    );
    expect(rows).toEqual([{ version: 3, deleted: true, later: true }]);
  });

  test("[REC4] a device's clock, however wrong, decides neither a record's time nor who came later", async () => {
    const mutation = sample();
    const [ahead, behind] = [new TestDevice(it.hub, owner), new TestDevice(it.hub, owner)];
    const century_ms = 36_525 * 86_400_000;
    await ahead.pushNumbered([
      { seq: 1, deviceTime_ms: Date.now() + century_ms, mutations: [mutation] },
    ]);
    const later = update("samples", mutation.id, 1, { title: "by the slow clock" });
    await behind.pushNumbered([{ seq: 1, deviceTime_ms: 1, mutations: [later] }]);
    const { rows } = await it.hub.pool.query<{ title: string; grows: boolean; today: boolean }>(
      `select title, updated_at_us > created_at_us as grows,
         abs(updated_at_us / 1e6 - extract(epoch from now())) < 86400 as today
       from data.samples where id = $1`,
      [mutation.id],
    );
    expect(rows).toEqual([{ title: "by the slow clock", grows: true, today: true }]);
  });

  test("[PSH1] a repeated group gets the stored receipt and is not applied again", async () => {
    const device = new TestDevice(it.hub, owner);
    const mutation = sample();
    const [first] = await device.push([mutation]);
    const counted = update("samples", mutation.id, 1, { count: { add: 5 } });
    const [second] = await device.push([counted]);
    const again = await device.pushNumbered([
      { seq: 1, deviceTime_ms: 1, mutations: [mutation] },
      { seq: 2, deviceTime_ms: 1, mutations: [counted] },
    ]);
    expect(again).toEqual([first, second]);
    const { rows } = await it.hub.pool.query(
      "select count, version from data.samples where id = $1",
      [mutation.id],
    );
    expect(rows[0]).toEqual({ count: 5, version: 2 });
  });

  test("[PSH1] the same push sent twice at once is applied once", async () => {
    const device = new TestDevice(it.hub, owner);
    const groups = [{ seq: 1, deviceTime_ms: 1, mutations: [sample()] }];
    const [one, two] = await Promise.all([
      device.pushNumbered(groups),
      device.pushNumbered(groups),
    ]);
    expect(two).toEqual(one);
  });

  test("[PSH1] a gap in the numbers is refused and nothing is applied", async () => {
    const device = new TestDevice(it.hub, owner);
    const mutation = sample();
    const push = device.pushNumbered([{ seq: 2, deviceTime_ms: 1, mutations: [mutation] }]);
    await expect(push).rejects.toMatchObject({ code: "sequence_gap", extra: { expected: 1 } });
    const { rows } = await it.hub.pool.query("select 1 from data.samples where id = $1", [
      mutation.id,
    ]);
    expect(rows).toEqual([]);
  });

  test("a replica of one person cannot be pushed by another", async () => {
    const device = new TestDevice(it.hub, owner);
    await device.push([sample()]);
    const replica = { id: device.id, protocol: 1, schema: "x" };
    const push = it.hub.engine.submit({
      actor: stranger,
      replica,
      groups: [{ seq: 2, deviceTime_ms: 1, mutations: [sample()] }],
    });
    await expect(push).rejects.toMatchObject({ code: "replica_of_other_person" });
  });

  test("[PSH2] a group stands or falls together, and the receipt names the field", async () => {
    const good = sample();
    const bad = sample({ weight: 501 });
    const receipt = await submitOne(it.hub, owner, good, bad);
    expect(receipt).toMatchObject({
      status: "rejected",
      mutations: [
        { code: "group_rejected" },
        { code: "invalid_record", faults: [{ field: "weight" }] },
      ],
    });
    const { rows } = await it.hub.pool.query("select 1 from data.samples where id = $1", [good.id]);
    expect(rows).toEqual([]);
  });

  test("[PSH3] a rejected group holds back only what depends on its records", async () => {
    const device = new TestDevice(it.hub, owner);
    const bad = sample({ title: "" });
    const other = sample();
    const receipts = await device.push(
      [bad],
      [update("samples", bad.id, 0, { note: "builds on it" })],
      [other],
    );
    expect(receipts.map((receipt) => receipt.status)).toEqual(["rejected", "rejected", "applied"]);
    expect(receipts[1]?.mutations[0]).toMatchObject({ code: "depends_on_rejected" });
  });

  test("[PSH5] shape, then permission, then the collection's rule", async () => {
    const foreign = { ownerId: stranger.personId };
    expect(await answerTo({ ...foreign, weight: -1 })).toMatchObject({ code: "invalid_record" });
    expect(await answerTo(foreign)).toMatchObject({ code: "not_permitted" });
    expect(await answerTo({ title: "forbidden" })).toMatchObject({
      code: "invalid_record",
      faults: [{ field: "title" }],
    });
  });

  test("a reference to a record that does not exist is refused, one made in the same push is not", async () => {
    const card = (id: string, parentId: string) =>
      create("site_cards", id, { siteId: site, title: "card", parentId });
    const [a, b] = [newId(it.hub.ports), newId(it.hub.ports)];
    expect(await submitOne(it.hub, owner, card(a, b))).toMatchObject({
      status: "rejected",
      mutations: [{ faults: [{ field: "parentId" }] }],
    });
    const parent = create("site_cards", b, { siteId: site, title: "parent" });
    expect(await submitOne(it.hub, owner, parent, card(a, b))).toMatchObject({ status: "applied" });
  });

  test("a record outside of one's scopes does not exist: no edit, no hint", async () => {
    const mutation = sample();
    await applied(it.hub, owner, mutation);
    const edit = await submitOne(
      it.hub,
      stranger,
      update("samples", mutation.id, 1, { note: "mine now" }),
    );
    const unknown = await submitOne(
      it.hub,
      stranger,
      update("samples", newId(it.hub.ports), 1, { note: "x" }),
    );
    expect(edit.mutations[0]).toMatchObject({ code: "unknown_record" });
    expect(unknown.mutations[0]).toMatchObject({ code: "unknown_record" });
  });

  test("a create of an id that exists is an edit, but never of a field that is fixed", async () => {
    const mutation = sample();
    await applied(it.hub, owner, mutation);
    const again = create("samples", mutation.id, { ...mutation.fields, note: "added" });
    expect((await submitOne(it.hub, owner, again)).status).toBe("applied");
    const taken = create("samples", mutation.id, { ...mutation.fields, ownerId: manager.personId });
    expect((await submitOne(it.hub, owner, taken)).mutations[0]).toMatchObject({
      code: "id_taken",
    });
  });

  test("hostile text is stored as text", async () => {
    const title = `'); drop table data.samples; -- <b>"\\{}, NULL`;
    const mutation = sample({ title });
    await applied(it.hub, owner, mutation);
    const { rows } = await it.hub.pool.query("select title from data.samples where id = $1", [
      mutation.id,
    ]);
    expect(rows[0]).toEqual({ title });
  });
});

describe("merge", () => {
  test("[MRG2] edits of different fields on the same base both stay", async () => {
    const mutation = sample();
    await applied(it.hub, owner, mutation);
    await applied(it.hub, owner, update("samples", mutation.id, 1, { title: "two" }));
    const receipt = await applied(it.hub, owner, update("samples", mutation.id, 1, { weight: 70 }));
    expect(receipt.mutations[0]).toEqual({ status: "merged", version: 3 });
    const { rows } = await it.hub.pool.query(
      "select title, weight from data.samples where id = $1",
      [mutation.id],
    );
    expect(rows[0]).toEqual({ title: "two", weight: 70 });
  });

  test("[MRG3, MRG5] a clash on a health fact keeps the hub's value and opens one conflict with both", async () => {
    const [one, two] = [new TestDevice(it.hub, owner), new TestDevice(it.hub, owner)];
    const mutation = sample({ weight: 60 });
    await one.push([mutation]);
    await one.push([update("samples", mutation.id, 1, { weight: 61 })]);
    const [first] = await two.push([
      update("samples", mutation.id, 1, { weight: 62, note: "scale" }),
    ]);
    const [second] = await two.push([update("samples", mutation.id, 1, { title: "later" })]);
    expect(first?.mutations[0]).toMatchObject({ status: "conflict", version: 3 });
    expect(second?.mutations[0]).toMatchObject({ status: "merged", version: 4 });
    const { rows } = await it.hub.pool.query(
      "select base, mine, theirs, status, mine_by, scope_keys from data.conflicts where record_id = $1",
      [mutation.id],
    );
    expect(rows).toEqual([
      {
        base: { weight: 60 },
        mine: { weight: 62 },
        theirs: { weight: 61 },
        status: "open",
        mine_by: owner.personId,
        scope_keys: [`user:${owner.personId}`],
      },
    ]);
    const record = await it.hub.pool.query("select weight, note from data.samples where id = $1", [
      mutation.id,
    ]);
    expect(record.rows[0]).toEqual({ weight: 61, note: "scale" });
  });

  test("[MRG3] further clashes of the same person extend the open conflict", async () => {
    const [one, two] = [new TestDevice(it.hub, owner), new TestDevice(it.hub, owner)];
    const mutation = sample({ weight: 60 });
    await one.push([mutation], [update("samples", mutation.id, 1, { weight: 61, title: "t1" })]);
    await two.push(
      [update("samples", mutation.id, 1, { weight: 62 })],
      [update("samples", mutation.id, 1, { title: "t2" })],
    );
    const { rows } = await it.hub.pool.query(
      "select mine, theirs from data.conflicts where record_id = $1",
      [mutation.id],
    );
    expect(rows).toEqual([
      { mine: { weight: 62, title: "t2" }, theirs: { weight: 61, title: "t1" } },
    ]);
  });

  test("[MRG5] who saw the record sees its conflict: it leaves with it, and comes to nobody with it", async () => {
    const [one, two] = [new TestDevice(it.hub, owner), new TestDevice(it.hub, owner)];
    const mutation = sample({ weight: 60, shared: true });
    await one.push([mutation], [update("samples", mutation.id, 1, { weight: 61 })]);
    await two.push([update("samples", mutation.id, 1, { weight: 62 })]);
    const scopes = async () => {
      const { rows } = await it.hub.pool.query<{ scope_keys: string[] }>(
        "select scope_keys from data.conflicts where record_id = $1",
        [mutation.id],
      );
      return rows[0]?.scope_keys;
    };
    expect(await scopes()).toEqual([`managers:${site}`, `user:${owner.personId}`]);
    await one.push([update("samples", mutation.id, 2, { shared: false })]);
    expect(await scopes()).toEqual([`user:${owner.personId}`]);
    await one.push([update("samples", mutation.id, 3, { shared: true })]);
    expect(await scopes()).toEqual([`user:${owner.personId}`]);
  });

  test("[MRG5] where nobody is left to decide an open conflict, it goes where its record goes", async () => {
    const elsewhere = await addSite(it.hub, "Elsewhere");
    const id = newId(it.hub.ports);
    const card = (fields: object, base: number) =>
      applied(it.hub, SYSTEM_ACTOR, update("site_cards", id, base, { ...fields }));
    await applied(it.hub, SYSTEM_ACTOR, create("site_cards", id, { siteId: site, title: "a" }));
    await card({ title: "b" }, 1);
    await new TestDevice(it.hub, await addActor(it.hub, "USER", site)).push([
      update("site_cards", id, 1, { title: "c" }),
    ]);
    const keys = async () => {
      const { rows } = await it.hub.pool.query<{ scope_keys: string[] }>(
        "select scope_keys from data.conflicts where record_id = $1",
        [id],
      );
      return rows[0]?.scope_keys;
    };
    expect(await keys()).toEqual([`site:${site}`]);
    await card({ siteId: elsewhere }, 2);
    expect(await keys()).toEqual([`site:${elsewhere}`]);
  });

  test("[MRG3] concurrent counters add up", async () => {
    const mutation = sample({ count: 1 });
    await applied(it.hub, owner, mutation);
    const adds = Array.from({ length: 20 }, () =>
      new TestDevice(it.hub, owner).push([
        update("samples", mutation.id, 1, { count: { add: 2 } }),
      ]),
    );
    await Promise.all(adds);
    const { rows } = await it.hub.pool.query(
      "select count, double, version from data.samples where id = $1",
      [mutation.id],
    );
    expect(rows[0]).toEqual({ count: 41, double: 82, version: 21 });
  });

  test("[MRG4] deleting an edited record and editing a deleted one open conflicts", async () => {
    const edited = sample();
    await applied(it.hub, owner, edited);
    await applied(it.hub, owner, update("samples", edited.id, 1, { title: "edited" }));
    expect(
      (await applied(it.hub, owner, remove("samples", edited.id, 1))).mutations[0]?.status,
    ).toBe("conflict");
    const deleted = sample();
    await applied(it.hub, owner, deleted);
    await applied(it.hub, owner, remove("samples", deleted.id, 1));
    const edit = await applied(
      it.hub,
      owner,
      update("samples", deleted.id, 1, { title: "edited" }),
    );
    expect(edit.mutations[0]?.status).toBe("conflict");
  });
});

describe("history", () => {
  test("who changed what, from which device, before and after", async () => {
    const device = new TestDevice(it.hub, owner);
    const mutation = sample({ weight: 60 });
    await device.push([mutation], [update("samples", mutation.id, 1, { weight: 61 })]);
    const { rows } = await it.hub.pool.query(
      "select version, op, person_id, replica_id, before, after from hub.history where record_id = $1 order by version",
      [mutation.id],
    );
    expect(rows[1]).toEqual({
      version: 2,
      op: "update",
      person_id: owner.personId,
      replica_id: device.id,
      before: { weight: 60 },
      after: { weight: 61 },
    });
  });
});
