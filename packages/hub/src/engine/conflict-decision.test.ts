import { present } from "@healthops/base/assert";
import { newId } from "@healthops/base/ids";
import type { Mutation, Receipt } from "@healthops/protocol/wire/push";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import {
  TestDevice,
  addActor,
  addSite,
  applied,
  create,
  openTestHub,
  remove,
  submitOne,
  update,
} from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";
import { SYSTEM_ACTOR } from "../hub-actor.ts";

let it: TestHub;
let site: string;
let clerk: HubActor;
let boss: HubActor;
beforeAll(async () => {
  it = await openTestHub();
  site = await addSite(it.hub, "Ankara");
  clerk = await addActor(it.hub, "USER", site);
  boss = await addActor(it.hub, "MANAGER", site);
});
afterAll(() => it.close());

/** A card of the site whose title clashes; both may change it. */
async function clash() {
  const id = newId(it.hub.ports);
  await applied(it.hub, boss, create("site_cards", id, { siteId: site, title: "first" }));
  await applied(it.hub, boss, update("site_cards", id, 1, { title: "their title" }));
  const mine = update("site_cards", id, 1, { title: "mine" });
  const { mutations } = await submitOne(it.hub, clerk, mine);
  const [answer] = mutations;
  if (answer?.status !== "conflict") throw new Error("no conflict was opened");
  return { id, conflictId: answer.conflictId };
}

const resolve = (conflictId: string, base: number, outcome: unknown, status = "resolved") =>
  update("conflicts", conflictId, base, { status, outcome } as Mutation["fields"]);

const codeOf = ({ mutations }: Receipt): string => {
  const refused = mutations.find(
    (one) => one.status === "rejected" && one.code !== "group_rejected",
  );
  return refused?.status === "rejected" ? refused.code : "applied";
};

const submit = async (actor: HubActor, ...mutations: Mutation[]): Promise<string> =>
  codeOf(await submitOne(it.hub, actor, ...mutations));

async function push(actor: HubActor, ...mutations: Mutation[]): Promise<string> {
  const device = new TestDevice(it.hub, actor);
  const [receipt] = await device.push(mutations);
  return codeOf(present(receipt, "a group gets a receipt"));
}

async function stored(conflictId: string) {
  const { rows } = await it.hub.pool.query(
    `select status, outcome, version, resolved_by as by from data.conflicts where id = $1`,
    [conflictId],
  );
  return rows[0];
}

async function titleOf(id: string) {
  const { rows } = await it.hub.pool.query("select title from data.site_cards where id = $1", [id]);
  return rows[0]?.["title"];
}

/** A conflict that the manager decided for what the hub has. */
async function decidedByBoss() {
  const { id, conflictId } = await clash();
  await applied(it.hub, boss, resolve(conflictId, 1, { title: "theirs" }));
  return { id, conflictId };
}

describe("[MRG5] a conflict is resolved with one side for each of its fields", () => {
  test("not without an outcome, with one of other fields, or with any text", async () => {
    const { conflictId } = await clash();
    const status = { status: "resolved" };
    for (const door of [submit, push]) {
      expect(await door(clerk, update("conflicts", conflictId, 1, status))).toBe("choice_missing");
      for (const outcome of [
        { foo: "mine" },
        { title: "theirs", foo: "mine" },
        { title: "zzz" },
        { title: { deep: [[[]]] } },
        "I agree to everything",
        ["theirs"],
        7,
      ]) {
        const code = await door(clerk, resolve(conflictId, 1, outcome));
        expect(["choice_unknown", "invalid_record"]).toContain(code);
      }
      expect(await door(clerk, resolve(conflictId, 1, {}))).toBe("choice_missing");
      const early = update("conflicts", conflictId, 1, { outcome: { title: "theirs" } });
      expect(await door(clerk, early)).toBe("choice_missing");
    }
    expect(await stored(conflictId)).toMatchObject({ status: "open", outcome: null, version: 1 });
  });

  test("all of them, where several clash", async () => {
    const id = newId(it.hub.ports);
    await applied(it.hub, boss, create("site_cards", id, { siteId: site, title: "first" }));
    await applied(it.hub, boss, remove("site_cards", id, 1));
    const edit = update("site_cards", id, 1, { title: "mine", stock: { add: 2 } });
    const { mutations } = await submitOne(it.hub, clerk, edit);
    const [answer] = mutations;
    const conflictId = answer?.status === "conflict" ? answer.conflictId : "";
    expect(await submit(clerk, resolve(conflictId, 1, { title: "theirs" }))).toBe("choice_missing");
    const back = { title: "mine", stock: "mine" };
    expect(await submit(clerk, resolve(conflictId, 1, back))).toBe("decision_without_change");
    const both = { title: "theirs", stock: "theirs" };
    expect(await submit(clerk, resolve(conflictId, 1, both))).toBe("applied");
  });

  test("and in one group with the change of the record, where the outcome changes it", async () => {
    const { id, conflictId } = await clash();
    for (const side of ["mine", "other"]) {
      const alone = resolve(conflictId, 1, { title: side });
      expect(await submit(clerk, alone)).toBe("decision_without_change");
    }
    const neither = update("site_cards", id, 2, { title: "neither" });
    const mine = resolve(conflictId, 1, { title: "mine" });
    expect(await push(clerk, neither, mine)).toBe("decision_without_change");
    expect(await titleOf(id)).toBe("their title");
    const edit = update("site_cards", id, 2, { title: "mine" });
    expect(await push(clerk, edit, resolve(conflictId, 1, { title: "mine" }))).toBe("applied");
    expect([await titleOf(id), await stored(conflictId)]).toMatchObject([
      "mine",
      { status: "resolved", by: clerk.personId },
    ]);
  });

  test("what the hub has needs no change, and a value of one's own is one that the record gets", async () => {
    const kept = await clash();
    expect(await submit(clerk, resolve(kept.conflictId, 1, { title: "theirs" }))).toBe("applied");
    const own = await clash();
    const edit = update("site_cards", own.id, 2, { title: "both" });
    const decision = resolve(own.conflictId, 1, { title: "other" });
    expect(await push(clerk, edit, decision)).toBe("applied");
  });

  test("a record that goes away or stays is decided as a whole", async () => {
    const id = newId(it.hub.ports);
    await applied(it.hub, boss, create("site_cards", id, { siteId: site, title: "first" }));
    await applied(it.hub, boss, update("site_cards", id, 1, { title: "x", stock: { add: 1 } }));
    const { mutations } = await submitOne(it.hub, clerk, remove("site_cards", id, 1));
    const [answer] = mutations;
    const conflictId = answer?.status === "conflict" ? answer.conflictId : "";
    const mixed = { title: "mine", stock: "theirs" };
    expect(await submit(clerk, resolve(conflictId, 1, mixed))).toBe("choice_missing");
    const gone = { title: "mine", stock: "mine" };
    expect(await submit(clerk, resolve(conflictId, 1, gone))).toBe("decision_without_change");
    const both = [remove("site_cards", id, 2), resolve(conflictId, 1, gone)];
    expect(await push(clerk, ...both)).toBe("applied");
  });
});

describe("[MRG5] what was decided stays", () => {
  test("nobody reopens, empties or rewrites it, on no door", async () => {
    const { conflictId } = await decidedByBoss();
    const before = await stored(conflictId);
    for (const door of [submit, push]) {
      expect(await door(clerk, update("conflicts", conflictId, 2, { status: "open" }))).toBe(
        "conflict_resolved",
      );
      for (const [outcome, code] of [
        [{ title: "mine" }, "decision_without_change"],
        [{ title: "other" }, "choice_unknown"],
        [{ title: "zzz" }, "choice_unknown"],
        [{ title: "theirs", foo: "mine" }, "choice_unknown"],
        [null, "choice_unknown"],
        [{}, "choice_missing"],
      ] as const) {
        expect(await door(clerk, update("conflicts", conflictId, 2, { outcome }))).toBe(code);
      }
    }
    expect(await stored(conflictId)).toEqual(before);
  });

  test("also not by who had not seen the decision; the same decision is no other", async () => {
    const { id, conflictId } = await decidedByBoss();
    const edit = update("site_cards", id, 2, { title: "mine" });
    expect(await push(clerk, edit, resolve(conflictId, 1, { title: "mine" }))).toBe(
      "conflict_resolved",
    );
    expect(await titleOf(id)).toBe("their title");
    expect(await push(clerk, resolve(conflictId, 1, { title: "theirs" }))).toBe("applied");
    expect(await stored(conflictId)).toMatchObject({ by: boss.personId, version: 2 });
  });

  test("the side that lost is put back in one group with the record, and signed by who does it", async () => {
    const { id, conflictId } = await decidedByBoss();
    const edit = update("site_cards", id, 2, { title: "mine" });
    expect(await push(clerk, edit, resolve(conflictId, 2, { title: "mine" }))).toBe("applied");
    expect(await titleOf(id)).toBe("mine");
    expect(await stored(conflictId)).toMatchObject({
      outcome: { title: "mine" },
      by: clerk.personId,
    });
  });

  test("a decision of older days that names what it should not can still be put back", async () => {
    const { id, conflictId } = await decidedByBoss();
    const old = { title: "theirs", foo: "mine" };
    await applied(it.hub, SYSTEM_ACTOR, update("conflicts", conflictId, 2, { outcome: old }));
    const edit = update("site_cards", id, 2, { title: "mine" });
    const back = resolve(conflictId, 3, { title: "mine", foo: "mine" });
    expect(await push(clerk, edit, back)).toBe("applied");
  });
});
