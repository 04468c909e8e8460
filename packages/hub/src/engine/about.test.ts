import { present } from "@healthops/base/assert";
import { newId } from "@healthops/base/ids";
import type { MutationReceipt } from "@healthops/protocol/wire/push";
import { scopesHeldBy } from "@healthops/schema/person";
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
import { restRoutes } from "../doors/rest-routes.ts";
import { RestDoor } from "../testing/rest-door.ts";

let it: TestHub;
let site: string;
let owner: HubActor;
let manager: HubActor;
let admin: HubActor;
beforeAll(async () => {
  it = await openTestHub();
  site = await addSite(it.hub, "Ankara");
  owner = await addActor(it.hub, "USER", site);
  manager = await addActor(it.hub, "MANAGER", site);
  admin = await addActor(it.hub, "ADMIN", null, [site]);
});
afterAll(() => it.close());

const DECISION = { status: "resolved", outcome: { title: "theirs" } };

/** A conflict about a record that is its owner's alone to write, and shared with the site's managers. */
async function conflictOf(author: HubActor = owner) {
  const id = newId(it.hub.ports);
  const fields = { ownerId: author.personId, siteId: site, shared: true, title: "first" };
  await applied(it.hub, author, create("samples", id, fields));
  await applied(it.hub, author, update("samples", id, 1, { title: "second" }));
  const { mutations } = await submitOne(
    it.hub,
    author,
    update("samples", id, 1, { title: "third" }),
  );
  const [answer] = mutations;
  if (answer?.status !== "conflict") throw new Error("no conflict was opened");
  return { id, conflictId: answer.conflictId };
}

const codeOf = ([answer]: readonly MutationReceipt[]) =>
  answer?.status === "rejected" ? answer.code : answer?.status;

async function stored(conflictId: string) {
  const { rows } = await it.hub.pool.query<{ status: string; resolved_by: string | null }>(
    "select status, resolved_by, deleted from data.conflicts where id = $1",
    [conflictId],
  );
  return present(rows[0], "the conflict is there");
}

describe("[PSH9] a conflict is decided by who may change the record that it is about", () => {
  test("not by a manager or administrator who only sees both, on no door", async () => {
    const { conflictId } = await conflictOf();
    for (const seer of [manager, admin]) {
      const change = update("conflicts", conflictId, 1, DECISION);
      expect(codeOf((await submitOne(it.hub, seer, change)).mutations)).toBe("not_permitted");
      const [receipt] = await new TestDevice(it.hub, seer).push([change]);
      expect(codeOf(present(receipt, "a group gets a receipt").mutations)).toBe("not_permitted");
    }
    expect(await stored(conflictId)).toMatchObject({ status: "open", resolved_by: null });
  });

  test("nor in somebody else's name: who resolved it is the hub's to say", async () => {
    const { conflictId } = await conflictOf();
    const named = { ...DECISION, resolvedBy: manager.personId };
    const forged = update("conflicts", conflictId, 1, named);
    expect(codeOf((await submitOne(it.hub, owner, forged)).mutations)).toBe("set_by_hub");
    const older = update("conflicts", conflictId, 1, { ...DECISION, resolvedBy: owner.personId });
    await applied(it.hub, owner, older);
    expect(await stored(conflictId)).toMatchObject({
      status: "resolved",
      resolved_by: owner.personId,
    });
  });

  test("the outcome of another decision is signed by who made that one", async () => {
    const site_ids = new Set(scopesHeldBy(it.hub.schema.duties, owner, []));
    const cardId = newId(it.hub.ports);
    const colleague = await addActor(it.hub, "USER", site);
    await applied(it.hub, owner, create("site_cards", cardId, { siteId: site, title: "a" }));
    await applied(it.hub, owner, update("site_cards", cardId, 1, { title: "b" }));
    const clash = await submitOne(it.hub, owner, update("site_cards", cardId, 1, { title: "c" }));
    const [answer] = clash.mutations;
    const conflictId = answer?.status === "conflict" ? answer.conflictId : "";
    await applied(
      it.hub,
      { ...owner, scopes: site_ids },
      update("conflicts", conflictId, 1, DECISION),
    );
    const other = { outcome: { title: "mine" } };
    await applied(it.hub, colleague, update("site_cards", cardId, 2, { title: "c" }));
    await applied(it.hub, colleague, update("conflicts", conflictId, 2, other));
    expect(await stored(conflictId)).toMatchObject({ resolved_by: colleague.personId });
  });

  test("nobody deletes it, not even who may decide", async () => {
    const { conflictId } = await conflictOf();
    for (const who of [owner, manager, admin]) {
      const gone = remove("conflicts", conflictId, 1);
      expect(codeOf((await submitOne(it.hub, who, gone)).mutations)).toBe("not_permitted");
    }
    expect(await stored(conflictId)).toMatchObject({ deleted: false });
  });

  test("one group that takes the record away and decides is refused as a whole", async () => {
    const { id, conflictId } = await conflictOf();
    const receipt = await submitOne(
      it.hub,
      manager,
      update("samples", id, 2, { title: "mine" }),
      update("conflicts", conflictId, 1, DECISION),
    );
    expect(receipt.status).toBe("rejected");
    expect(await stored(conflictId)).toMatchObject({ status: "open" });
  });

  test("the API says so with the status of what is not permitted", async () => {
    const door = await RestDoor.open(it.hub, [restRoutes(it.hub)]);
    const { conflictId } = await conflictOf();
    const boss = await door.person("MANAGER", site);
    const path = `/api/v1/core/conflicts/${conflictId}`;
    expect((await boss.get(path)).status).toBe(200);
    const named = { ...DECISION, resolvedBy: owner.personId };
    for (const body of [DECISION, named]) {
      expect(await boss.patch(path, body)).toMatchObject({
        status: 403,
        body: { code: "not_permitted" },
      });
    }
    expect(await boss.delete(path)).toMatchObject({ status: 403 });
    expect(await boss.post(`${path}/restore`)).toMatchObject({ status: 403 });
    await door.close();
  });
});
