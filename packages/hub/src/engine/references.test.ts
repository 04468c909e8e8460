import { newId } from "@healthops/base/ids";
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
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Mutation } from "@healthops/protocol/wire/push";
import type { HubActor } from "../hub-actor.ts";

let it: TestHub;
let ankara: string;
let bursa: string;
let admin: HubActor;
let clerk: HubActor;
let stranger: HubActor;

beforeAll(async () => {
  it = await openTestHub();
  ankara = await addSite(it.hub, "Ankara");
  bursa = await addSite(it.hub, "Bursa");
  admin = await addActor(it.hub, "ADMIN", null, [ankara, bursa]);
  clerk = await addActor(it.hub, "USER", ankara);
  stranger = await addActor(it.hub, "USER", bursa);
});
afterAll(() => it.close());

function card(fields: Mutation["fields"] = {}): Mutation {
  return create("site_cards", newId(it.hub.ports), { siteId: ankara, title: "one", ...fields });
}

/** The answer to a change, with the ids in it that differ taken out. */
async function answer(actor: HubActor, mutation: Mutation, ...ids: string[]): Promise<string> {
  const receipt = JSON.stringify(await submitOne(it.hub, actor, mutation));
  return [mutation.id, ...ids].reduce((text, id) => text.replaceAll(id, "ID"), receipt);
}

describe("references", () => {
  test("to a record that its writer may not see answer like those to none", async () => {
    const hidden = card({ siteId: bursa });
    await applied(it.hub, stranger, hidden);
    const none = newId(it.hub.ports);
    const own = card();
    await applied(it.hub, clerk, own);
    for (const mutationTo of [
      (parentId: string) => card({ parentId }),
      (parentId: string) => update("site_cards", own.id, 1, { parentId }),
    ]) {
      const toHidden = await answer(clerk, mutationTo(hidden.id), hidden.id);
      expect(toHidden).toBe(await answer(clerk, mutationTo(none), none));
      expect(toHidden).toContain("does not exist");
    }
    await applied(it.hub, admin, card({ parentId: hidden.id }));
  });

  test("to people who are not in sight answer like those to nobody", async () => {
    const sample = (siteId: string, ownerId: string) =>
      create("samples", newId(it.hub.ports), { ownerId, siteId, title: "t" });
    const foreign = await answer(clerk, sample(ankara, stranger.personId), stranger.personId);
    const nobody = newId(it.hub.ports);
    expect(foreign).toBe(await answer(clerk, sample(ankara, nobody), nobody));
  });

  test("that an old record has already may lead out of its editor's sight", async () => {
    const parent = card();
    const child = card({ parentId: parent.id });
    await applied(it.hub, clerk, parent);
    await applied(it.hub, clerk, child);
    await applied(it.hub, admin, update("site_cards", parent.id, 1, { siteId: bursa }));
    await applied(it.hub, clerk, update("site_cards", child.id, 1, { title: "two" }));
    const again = update("site_cards", child.id, 2, { parentId: parent.id, title: "three" });
    expect(await applied(it.hub, clerk, again)).toMatchObject({ status: "applied" });
  });

  test("to a deleted record are refused, also where a record is brought back", async () => {
    const parent = card();
    const child = card({ parentId: parent.id });
    await applied(it.hub, clerk, parent);
    await applied(it.hub, clerk, child);
    await applied(it.hub, clerk, remove("site_cards", child.id, 1));
    await applied(it.hub, clerk, remove("site_cards", parent.id, 1));
    expect(await answer(clerk, card({ parentId: parent.id }))).toContain("was deleted");
    const restore = { ...remove("site_cards", child.id, 2), op: "restore" as const };
    expect(await answer(clerk, restore)).toContain("was deleted");
    const first = { ...remove("site_cards", parent.id, 2), op: "restore" as const };
    await applied(it.hub, clerk, first, restore);
  });
});

describe("an id", () => {
  test("that a hidden record has answers like a free one to who may not make the record", async () => {
    const hidden = card({ siteId: bursa });
    await applied(it.hub, stranger, hidden);
    const free = newId(it.hub.ports);
    for (const fields of [{ siteId: bursa }, { parentId: newId(it.hub.ports) }, { title: 3 }]) {
      const wrong = (id: string) => ({ ...card(fields), id });
      expect(await answer(clerk, wrong(hidden.id))).toBe(await answer(clerk, wrong(free)));
    }
    const taken = { ...card(), id: hidden.id };
    expect(await answer(clerk, taken)).toContain("id_taken");
  });

  test("of a hidden record answers changes like an id of none", async () => {
    const hidden = card({ siteId: bursa });
    await applied(it.hub, stranger, hidden);
    const none = newId(it.hub.ports);
    for (const op of ["update", "delete", "restore"] as const) {
      const change = (id: string, base: number) => ({ ...remove("site_cards", id, base), op });
      for (const base of [0, 1, 7]) {
        const told = await answer(clerk, change(hidden.id, base));
        expect(told).toBe(await answer(clerk, change(none, base)));
      }
    }
  });
});

test("nobody makes a record that they could not see themselves", async () => {
  const ghost: HubActor = { ...clerk, scopes: new Set(["shared"]) };
  expect(await answer(ghost, card())).toContain("not_permitted");
});
