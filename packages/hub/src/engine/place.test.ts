import { newId } from "@healthops/base/ids";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import {
  addActor,
  addSite,
  create,
  openTestHub,
  submitOne,
  update,
} from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";

let it: TestHub;
let ankara: string;
let bursa: string;
let owner: HubActor;
let admin: HubActor;

beforeAll(async () => {
  it = await openTestHub();
  ankara = await addSite(it.hub, "Ankara");
  bursa = await addSite(it.hub, "Bursa");
  owner = await addActor(it.hub, "USER", ankara);
  admin = await addActor(it.hub, "ADMIN", null, [ankara, bursa]);
});
afterAll(() => it.close());

function view(actor: HubActor, siteId: string | null) {
  const fields = { name: "mine", collection: "samples", view: {}, ownerId: actor.personId, siteId };
  return create("saved_views", newId(it.hub.ports), fields);
}
const outcome = async (actor: HubActor, change: ReturnType<typeof view>) => {
  const { mutations } = await submitOne(it.hub, actor, change);
  const [answer] = mutations;
  return answer?.status === "rejected"
    ? { code: answer.code, field: answer.faults[0]?.field }
    : answer?.status;
};

test("a view is shared with nobody or the owner's own site", async () => {
  expect(await outcome(owner, view(owner, null))).toBe("applied");
  expect(await outcome(owner, view(owner, ankara))).toBe("applied");
});

test("[PSH9] a patient puts none into the lists of the staff of their site", async () => {
  const patient: HubActor = { ...owner, workplaceIds: [] };
  expect(await outcome(patient, view(patient, ankara))).toEqual({
    code: "other_site",
    field: "siteId",
  });
  expect(await outcome(patient, view(patient, null))).toBe("applied");
});

test("not with another site, neither from the start nor later", async () => {
  const refused = { code: "other_site", field: "siteId" };
  expect(await outcome(owner, view(owner, bursa))).toEqual(refused);
  const own = view(owner, ankara);
  await outcome(owner, own);
  expect(await outcome(owner, update("saved_views", own.id, 1, { siteId: bursa }))).toEqual(
    refused,
  );
});

test("an administrator shares with any site", async () => {
  expect(await outcome(admin, view(admin, bursa))).toBe("applied");
});

test("what was shared before its owner moved can still be renamed and withdrawn", async () => {
  const own = view(owner, ankara);
  await outcome(owner, own);
  const moved = { ...owner, siteIds: [bursa], workplaceIds: [bursa] };
  expect(await outcome(moved, update("saved_views", own.id, 1, { name: "old" }))).toBe("applied");
  expect(await outcome(moved, update("saved_views", own.id, 2, { siteId: null }))).toBe("applied");
});
