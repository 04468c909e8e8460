import { newId } from "@healthops/base/ids";
import { sampleModule } from "@healthops/testing/fixtures/sample-module";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import {
  addActor,
  addSite,
  applied,
  create,
  openTestHub,
  remove,
  submitOne,
  update,
} from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import type { Follower } from "./followers.ts";
import type { HubRule, RuleContext } from "./rules.ts";

const FOLLOW: Follower = {
  parent: "site_cards",
  child: "site_cards",
  reference: "parentId",
  field: "siteId",
};

/** What the rule below was told of the last group. */
let told: { actor: string; previous: unknown[]; pending: unknown } | undefined;

const listening: HubRule = {
  collections: ["site_cards"],
  check: async ({ actor, pendingRecord }: RuleContext, changed) => {
    const [first] = changed;
    told = {
      actor: actor.personId,
      previous: changed.map(({ previous }) => previous?.["title"] ?? null),
      pending: pendingRecord("site_cards", first?.id ?? "")?.after["title"],
    };
    return [];
  },
};

let it: TestHub;
let ankara: string;
let bursa: string;
let admin: HubActor;
let clerk: HubActor;
beforeAll(async () => {
  it = await openTestHub([{ module: sampleModule, rules: [listening], followers: [FOLLOW] }]);
  ankara = await addSite(it.hub, "Ankara");
  bursa = await addSite(it.hub, "Bursa");
  admin = await addActor(it.hub, "ADMIN", null, [ankara, bursa]);
  clerk = await addActor(it.hub, "USER", ankara);
});
afterAll(() => it.close());

async function card(parentId: string | null, title = "card"): Promise<string> {
  const id = newId(it.hub.ports);
  const fields = { siteId: ankara, title, parentId };
  await applied(it.hub, SYSTEM_ACTOR, create("site_cards", id, fields));
  return id;
}

const placeOf = async (id: string) => {
  const { rows } = await it.hub.pool.query<{ site_id: string; version: number; deleted: boolean }>(
    "select site_id, version, deleted from data.site_cards where id = $1",
    [id],
  );
  return rows[0];
};

test("what follows a record moves with it, deleted or not, and leaves the old scope [PUL4]", async () => {
  const parent = await card(null);
  const [child, gone, other] = [await card(parent), await card(parent), await card(null)];
  await applied(it.hub, SYSTEM_ACTOR, remove("site_cards", gone, 1));
  await applied(it.hub, admin, update("site_cards", parent, 1, { siteId: bursa }));
  expect(await placeOf(child)).toEqual({ site_id: bursa, version: 2, deleted: false });
  expect(await placeOf(gone)).toEqual({ site_id: bursa, version: 3, deleted: true });
  expect(await placeOf(other)).toMatchObject({ site_id: ankara, version: 1 });
  const { rows } = await it.hub.pool.query(
    "select person_id, reason from hub.history where record_id = $1 and version = 2",
    [child],
  );
  expect(rows).toEqual([
    { person_id: admin.personId, reason: `Moved along with site_cards ${parent}.` },
  ]);
  const receipt = await submitOne(it.hub, clerk, update("site_cards", child, 1, { title: "mine" }));
  expect(receipt.mutations[0]).toMatchObject({ status: "rejected", code: "unknown_record" });
});

test("a child that the same batch creates or edits moves along too", async () => {
  const parent = await card(null);
  const known = await card(parent);
  const made = newId(it.hub.ports);
  const groups = [
    [create("site_cards", made, { siteId: ankara, title: "new", parentId: parent })],
    [update("site_cards", known, 1, { title: "edited" })],
    [update("site_cards", parent, 1, { siteId: bursa })],
    [update("site_cards", known, 1, { stock: { add: 2 } })],
  ].map((mutations, at) => ({ seq: at + 1, deviceTime_ms: 0, mutations }));
  const receipts = await it.hub.engine.submit({ actor: admin, replica: null, groups });
  expect(receipts.map(({ status }) => status)).toEqual(groups.map(() => "applied"));
  expect(await placeOf(made)).toMatchObject({ site_id: bursa });
  expect(await placeOf(known)).toMatchObject({ site_id: bursa });
});

test("a move that is refused moves nothing", async () => {
  const parent = await card(null);
  const child = await card(parent);
  await submitOne(it.hub, clerk, update("site_cards", parent, 1, { siteId: bursa }));
  expect(await placeOf(child)).toMatchObject({ site_id: ankara, version: 1 });
});

test("rules are told who acts and what a record was before the group, not before the batch", async () => {
  const id = await card(null, "first");
  const groups = ["second", "third"].map((title, at) => ({
    seq: at + 1,
    deviceTime_ms: 0,
    mutations: [update("site_cards", id, at + 1, { title })],
  }));
  await it.hub.engine.submit({ actor: admin, replica: null, groups });
  expect(told).toEqual({ actor: admin.personId, previous: ["second"], pending: "third" });
});
