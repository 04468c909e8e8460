import { newId } from "@healthops/base/ids";
import { sampleModule } from "@healthops/testing/fixtures/sample-module";
import {
  addActor,
  addSite,
  applied,
  create,
  openTestHub,
  update,
} from "@healthops/testing/hub/test-hub";
import { expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import type { HubRule, RuleContext } from "./rules.ts";

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

test("rules are told who acts and what a record was before the group, not before the batch", async () => {
  const it = await openTestHub([{ module: sampleModule, rules: [listening] }]);
  const siteId = await addSite(it.hub, "Ankara");
  const admin = await addActor(it.hub, "ADMIN", null, [siteId]);
  const id = newId(it.hub.ports);
  await applied(it.hub, SYSTEM_ACTOR, create("site_cards", id, { siteId, title: "first" }));
  const groups = ["second", "third"].map((title, at) => ({
    seq: at + 1,
    deviceTime_ms: 0,
    mutations: [update("site_cards", id, at + 1, { title })],
  }));
  await it.hub.engine.submit({ actor: admin, replica: null, groups });
  expect(told).toEqual({ actor: admin.personId, previous: ["second"], pending: "third" });
  await it.close();
});
