import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import { sampleModule } from "@healthops/testing/fixtures/sample-module";
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
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Mutation } from "@healthops/protocol/wire/push";
import type { HubActor } from "../hub-actor.ts";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import type { OpenHub } from "../doors/open-hub.ts";
import { openHub } from "../doors/open-hub.ts";

let it: TestHub;
let other: OpenHub;
let ankara: string;
let bursa: string;
let clerk: HubActor;

beforeAll(async () => {
  it = await openTestHub();
  other = await openHub({
    connectionString: it.connectionString,
    modules: [{ module: sampleModule }],
    ports: systemPorts(),
    wrappingKey: TEST_WRAPPING_KEY,
    onFault: () => undefined,
  });
  ankara = await addSite(it.hub, "Ankara");
  bursa = await addSite(it.hub, "Bursa");
  clerk = await addActor(it.hub, "USER", ankara);
});
afterAll(async () => {
  await other?.close();
  await it.close();
});

function card(fields: Mutation["fields"] = {}): Mutation {
  return create("site_cards", newId(it.hub.ports), { siteId: ankara, title: "one", ...fields });
}

const codeOf = async (actor: HubActor, mutation: Mutation) =>
  (await submitOne(it.hub, actor, mutation)).mutations[0];

describe("a record that others point to", () => {
  test("is not deleted, and the refusal counts what may be seen and no more", async () => {
    const parent = card();
    await applied(it.hub, clerk, parent);
    await applied(it.hub, clerk, card({ parentId: parent.id }), card({ parentId: parent.id }));
    const seen = await codeOf(clerk, remove("site_cards", parent.id, 1));
    expect(seen).toMatchObject({ code: "record_in_use" });
    expect(seen).toMatchObject({ message: expect.stringContaining("2 card") });
    expect(JSON.stringify(seen)).not.toContain("may not see");
    await applied(it.hub, SYSTEM_ACTOR, card({ siteId: bursa, parentId: parent.id }));
    const partly = await codeOf(clerk, remove("site_cards", parent.id, 1));
    expect(partly).toMatchObject({ message: expect.stringContaining("2 card") });
    expect(partly).toMatchObject({
      message: expect.stringContaining("records that are not shown here"),
    });
  });

  test("goes together with them, in one group or after them", async () => {
    const parent = card();
    const [child, late] = [card({ parentId: parent.id }), card({ parentId: parent.id })];
    await applied(it.hub, clerk, parent);
    await applied(it.hub, clerk, child, late);
    await applied(it.hub, clerk, remove("site_cards", late.id, 1));
    const both = [remove("site_cards", parent.id, 1), remove("site_cards", child.id, 1)];
    expect(await applied(it.hub, clerk, ...both)).toMatchObject({ status: "applied" });
  });

  test("such as a site or a person says what to do instead", async () => {
    await applied(it.hub, clerk, card());
    const site = await codeOf(SYSTEM_ACTOR, remove("sites", ankara, 1));
    expect(site).toMatchObject({ code: "record_in_use" });
    expect(site).toMatchObject({ message: expect.stringMatching(/\d+ (card|person|people)/) });
    const mine = { ownerId: clerk.personId, title: "mine" };
    await applied(it.hub, clerk, create("samples", newId(it.hub.ports), mine));
    const person = await codeOf(SYSTEM_ACTOR, remove("people", clerk.personId, 1));
    expect(person).toMatchObject({ message: expect.stringContaining("Disable the account") });
  });

  test("such as a site is closed, and goes on for its people until it is opened again", async () => {
    const there = card();
    await applied(it.hub, clerk, there);
    const refused = await codeOf(SYSTEM_ACTOR, remove("sites", ankara, 1));
    expect(refused).toMatchObject({ message: expect.stringContaining("Close the site instead") });
    const by = (actor: HubActor, base: number, closedOn: string | null) =>
      codeOf(actor, update("sites", ankara, base, { closedOn }));
    expect(await by(clerk, 1, "2026-01-01")).toMatchObject({ code: "not_permitted" });
    expect(await by(SYSTEM_ACTOR, 1, "2026-01-01")).toMatchObject({ status: "applied" });
    expect(await codeOf(clerk, update("site_cards", there.id, 1, { title: "two" }))).toMatchObject({
      status: "applied",
    });
    expect(await by(SYSTEM_ACTOR, 2, null)).toMatchObject({ status: "applied" });
  });

  test("does not vanish while somebody else is making one of them, on another hub", async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 25; round++) {
      const parent = card();
      await applied(it.hub, clerk, parent);
      const child = card({ parentId: parent.id });
      const [gone, made] = await Promise.all([
        submitOne(it.hub, clerk, remove("site_cards", parent.id, 1)),
        submitOne(other, clerk, child),
      ]);
      outcomes.add(`${gone.status} ${made.status}`);
      expect([gone.status, made.status]).toContain("rejected");
      expect([gone.status, made.status]).toContain("applied");
    }
    expect(outcomes.size).toBeGreaterThan(0);
  });
});
