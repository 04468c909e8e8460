import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import type { Replica } from "@healthops/replica/replica";
import { applied, update } from "@healthops/testing/hub/test-hub";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addCard, cardOn, editCard, freshId, LineWorld, syncAll } from "./support/line-world.ts";

let world: LineWorld;
let databases: TestDatabase[] = [];
let card: string;

beforeEach(async () => {
  world = await LineWorld.create();
  await world.openHub((await database()).connectionString);
  await world.settle("ada", "ben", "cem");
  card = freshId();
});

afterEach(async () => {
  await world.close();
  for (const one of databases) await one.drop();
  databases = [];
});

async function database(copyOf?: TestDatabase): Promise<TestDatabase> {
  const made = await createTestDatabase(copyOf === undefined ? {} : { copyOf });
  databases.push(made);
  return made;
}

/** A copy of the database as it is now; the hub is opened again on the original. */
async function copyNow(): Promise<TestDatabase> {
  const present = databases.at(-1);
  await world.closeHub();
  const copy = await database(present);
  await world.openHub(present?.connectionString ?? "");
  return copy;
}

/** Hub and database are as they were when the copy was made, and nothing of the server tells it. */
async function rollBackTo(copy: TestDatabase): Promise<void> {
  await world.closeHub();
  await world.openHub(copy.connectionString);
}

/** As after a promotion: the server says that the database has another timeline than it knows. */
async function promote(copy: TestDatabase): Promise<void> {
  await rollBackTo(copy);
  await world.hub.pool.query("update hub.lines set timeline = '0000000F'");
  await world.closeHub();
  await world.openHub(copy.connectionString);
}

async function titled(replica: Replica, ...titles: readonly string[]): Promise<void> {
  for (const title of titles) {
    await replica.mutate([editCard(card, { title, stock: { add: 1 } })]);
    await syncAll(replica);
  }
}

async function titlesOn(replica: Replica): Promise<unknown[]> {
  const { records } = await replica.list("site_cards", { sort: [["title", "asc"]] });
  return records.map(({ content }) => content["title"]);
}

async function lines(): Promise<unknown[]> {
  const { rows } = await world.hub.pool.query("select reason from hub.lines order by number");
  return rows.map((row: { reason: string }) => row.reason);
}

test("[LIN6] when all was rolled back, the first device that is ahead proves it for everybody", async () => {
  const [ada, ben, cem] = [
    await world.device("ada"),
    await world.device("ben"),
    await world.device("cem"),
  ];
  await ada.mutate([addCard(world.siteId, card, "T1")]);
  await syncAll(ada);
  await titled(ada, "T2", "T3");
  await syncAll(ben, cem);
  const copy = await copyNow();
  await titled(ada, "T4", "T5");
  await syncAll(ben, cem);
  expect(await cardOn(ben, card)).toMatchObject({ title: "T5" });

  await rollBackTo(copy);
  // At the very positions and versions that T4 and T5 had.
  await applied(world.hub, SYSTEM_ACTOR, update("site_cards", card, 3, { title: "office" }));
  await applied(world.hub, SYSTEM_ACTOR, update("site_cards", card, 4, { title: "office 2" }));
  await syncAll(ada);
  expect(await lines()).toEqual(["first", "proven"]);
  await syncAll(ben, cem, ada);
  for (const replica of [ada, ben, cem]) {
    expect(await cardOn(replica, card)).toMatchObject({ title: "office 2", stock: 5 });
    expect(await replica.status()).toMatchObject({ waiting: 0, rejected: 0, conflicts: 1 });
  }
  const { rows } = await world.hub.pool.query(
    "select kind from hub.events where kind = 'line_opened'",
  );
  expect(rows).toHaveLength(1);
});

test.each([
  ["as many", 1],
  ["more", 3],
])(
  "[LIN6] a device that only reads proves it where %s changes were written since",
  async (_what, since) => {
    const [ada, ben] = [await world.device("ada"), await world.device("ben")];
    const office = async (title: string) =>
      applied(world.hub, SYSTEM_ACTOR, {
        ...update("site_cards", freshId(), 0, { siteId: world.siteId, title }),
        op: "create",
      });
    await office("before");
    await syncAll(ada, ben);
    const copy = await copyNow();
    await office("lost");
    await syncAll(ben);
    expect(await titlesOn(ben)).toEqual(["before", "lost"]);
    await rollBackTo(copy);
    const written = Array.from({ length: since }, (_, index) => `new ${index}`);
    for (const title of written) await office(title);
    // It was never ahead of the hub, nor had it read beyond the copy.
    await syncAll(ada);
    expect(await lines()).toEqual(["first"]);
    await syncAll(ben);
    expect(await lines()).toEqual(["first", "proven"]);
    for (const replica of [ada, ben]) {
      await syncAll(replica);
      expect(await titlesOn(replica)).toEqual(["before", ...written]);
    }
    await world.closeHub();
    await world.openHub(copy.connectionString);
    await syncAll(ada, ben);
    expect(await lines()).toEqual(["first", "proven"]);
  },
);

test("[LIN6] a device that only reads proves it also where nothing stands any more at the places that it read", async () => {
  const [ada, ben] = [await world.device("ada"), await world.device("ben")];
  const deleted = freshId();
  await ada.mutate([addCard(world.siteId, card, "kept")]);
  await ada.mutate([addCard(world.siteId, deleted, "deleted and back")]);
  await syncAll(ada, ben);
  const copy = await copyNow();
  await applied(world.hub, SYSTEM_ACTOR, {
    ...update("site_cards", deleted, 1, {}),
    op: "delete",
  });
  await applied(world.hub, SYSTEM_ACTOR, update("site_cards", card, 1, { title: "lost" }));
  await syncAll(ben);
  expect(await titlesOn(ben)).toEqual(["lost"]);
  await rollBackTo(copy);
  for (const [at, title] of ["new", "newer", "newest"].entries()) {
    await applied(world.hub, SYSTEM_ACTOR, update("site_cards", card, 1 + at, { title }));
  }
  await syncAll(ben);
  await syncAll(ben);
  expect(await lines()).toEqual(["first", "proven"]);
  expect(await titlesOn(ben)).toEqual(["deleted and back", "newest"]);
});

test("[LIN6] nobody can make all others read anew by claiming to be ahead", async () => {
  const ada = await world.device("ada");
  await ada.mutate([addCard(world.siteId, card, "T1")]);
  await syncAll(ada);
  const actor = { ...SYSTEM_ACTOR, system: false, scopes: new Set([`site:${world.siteId}`]) };
  const { id } = world.hub.lines.current;
  const mark = `${id}.1.99.${"A".repeat(22)}`;
  const request = {
    protocol: 1,
    schema: world.hub.schema.version,
    replicaId: await ada.id(),
    epoch: world.hub.engine.epoch,
    positions: { [`site:${world.siteId}`]: 10 ** 6 },
  };
  const asked = world.hub.pull(actor, request, null, { mark, acked: 99 });
  await expect(asked).rejects.toMatchObject({ code: "hub_behind" });
  expect(await lines()).toEqual(["first"]);
});

test("[LIN5] a device from before lines follows a change of line as it follows a restored hub", async () => {
  const [ada, ben] = [await world.device("ada", true), await world.device("ben", true)];
  await ada.mutate([addCard(world.siteId, card, "T1")]);
  await syncAll(ada);
  await titled(ada, "T2");
  const copy = await copyNow();
  await titled(ada, "T3", "T4");
  await syncAll(ben);
  await promote(copy);
  await applied(world.hub, SYSTEM_ACTOR, update("site_cards", card, 2, { title: "office" }));
  await syncAll(ben, ada, ben);
  for (const replica of [ada, ben]) {
    expect(await cardOn(replica, card)).toMatchObject({ title: "office", stock: 4 });
    expect(await replica.status()).toMatchObject({ waiting: 0, rejected: 0 });
  }
  world.answers.length = 0;
  await titled(ada, "T5");
  await syncAll(ben);
  expect(world.answers.filter((answer) => answer.endsWith("409"))).toEqual([]);
});

test("[LIN3] a pending edit of what the hub lost does not overwrite what was changed there since", async () => {
  const [ada, ben] = [await world.device("ada"), await world.device("ben")];
  await ada.mutate([addCard(world.siteId, card, "T1")]);
  await syncAll(ada, ben);
  const copy = await copyNow();
  await titled(ada, "T2");
  await syncAll(ben);
  await ben.mutate([editCard(card, { title: "on top of T2" })]);
  await promote(copy);
  await applied(world.hub, SYSTEM_ACTOR, update("site_cards", card, 1, { title: "office" }));
  await syncAll(ben, ada, ben);
  for (const replica of [ada, ben]) {
    expect(await cardOn(replica, card)).toMatchObject({ title: "office" });
    expect(await replica.status()).toMatchObject({ waiting: 0, rejected: 0, conflicts: 2 });
  }
});

test("[LIN3] records that the hub lost, deleted and moved ones too, are on each device as on the hub", async () => {
  const [ada, ben] = [await world.device("ada"), await world.device("ben")];
  const [deleted, edited] = [freshId(), freshId()];
  await ada.mutate([addCard(world.siteId, deleted, "to be deleted")]);
  await ada.mutate([addCard(world.siteId, edited, "to be edited")]);
  await syncAll(ada, ben);
  const copy = await copyNow();
  const made = freshId();
  const office = (id: string, fields: object) =>
    applied(world.hub, SYSTEM_ACTOR, { ...update("site_cards", id, 1, {}), ...fields });
  // Nobody's device can send these again.
  await office(deleted, { op: "delete" });
  await office(edited, { fields: { title: "edited" } });
  await office(made, { op: "create", base: 0, fields: { siteId: world.siteId, title: "made" } });
  await syncAll(ada, ben);
  await promote(copy);
  await syncAll(ada, ben);
  for (const replica of [ada, ben]) {
    expect(await cardOn(replica, deleted)).toMatchObject({ title: "to be deleted" });
    expect(await cardOn(replica, edited)).toMatchObject({ title: "to be edited" });
    expect(await cardOn(replica, made)).toBeUndefined();
  }
});

test("[PSH4] [LIN4] what two copies of a device have in common is done once by a hub that went back", async () => {
  const ada = await world.device("ada");
  await ada.mutate([addCard(world.siteId, card, "T1")]);
  await syncAll(ada);
  const copy = await copyNow();
  await titled(ada, "T2");
  await ada.mutate([editCard(card, { stock: { add: 10 } })]);
  await ada.mutate([editCard(card, { stock: { add: 100 } })]);
  const twin = await world.copyOf("ada");
  await promote(copy);
  await syncAll(ada, twin, ada, twin);
  // One from its beginning, one with T2, and what waited.
  for (const replica of [ada, twin]) {
    expect(await cardOn(replica, card)).toMatchObject({ title: "T2", stock: 112 });
    expect(await replica.status()).toMatchObject({ waiting: 0, rejected: 0, conflicts: 0 });
  }
  await twin.mutate([editCard(card, { stock: { add: 1_000 } })]);
  await ada.mutate([editCard(card, { stock: { add: 10_000 } })]);
  await syncAll(ada, twin, ada);
  for (const replica of [ada, twin]) {
    expect(await cardOn(replica, card)).toMatchObject({ stock: 11_112 });
  }
  expect(await twin.id()).not.toBe(await ada.id());
});

test("[PSH4] [LIN4] a copy takes nothing for its own that another one brought to a hub that went back", async () => {
  const ada = await world.device("ada");
  const add = (stock: number) => [editCard(card, { stock: { add: stock } })];
  await ada.mutate([addCard(world.siteId, card, "T1")]);
  await syncAll(ada);
  const copy = await copyNow();
  await ada.mutate(add(10));
  await syncAll(ada);
  const twin = await world.copyOf("ada");
  await ada.mutate(add(100));
  await syncAll(ada);
  await promote(copy);
  // Under the number that +100 had, comes +1,000.
  await twin.mutate(add(1_000));
  await syncAll(twin, ada, twin, ada);
  for (const replica of [ada, twin]) {
    expect(await cardOn(replica, card)).toMatchObject({ stock: 1_111 });
    expect(await replica.status()).toMatchObject({ waiting: 0, rejected: 0 });
  }
});

test("[PSH4] [LIN4] common work under the number of what only one of two copies had refused is done once", async () => {
  const ada = await world.device("ada");
  await ada.mutate([addCard(world.siteId, card, "T1")]);
  await syncAll(ada);
  const copy = await copyNow();
  const { group: refused } = await ada.mutate([
    { op: "restore", collection: "site_cards", id: freshId() },
  ]);
  await ada.mutate([editCard(card, { stock: { add: 10 } })]);
  const twin = await world.copyOf("ada");
  await twin.discard(refused);
  await syncAll(ada);
  await ada.discard(refused);
  await promote(copy);
  // Under the number of the refused one comes +10, to the one from its beginning.
  await syncAll(twin, ada, twin, ada);
  for (const replica of [ada, twin]) {
    expect(await cardOn(replica, card)).toMatchObject({ stock: 11 });
    expect(await replica.status()).toMatchObject({ waiting: 0, rejected: 0 });
  }
});

test("[PSH4] a device that no hub ever told a hash is known as a copy by what it delivered last", async () => {
  const ada = await world.device("ada");
  const add = (stock: number) => [editCard(card, { stock: { add: stock } })];
  await ada.mutate([addCard(world.siteId, card, "T1")]);
  await syncAll(ada);
  const copy = await copyNow();
  const twin = await world.copyOf("ada");
  await ada.mutate(add(10));
  await syncAll(ada);
  // As after the update of a program that passed over what the hub says of its groups.
  world.forgetHashes("ada");
  await rollBackTo(copy);
  await twin.mutate(add(100));
  await syncAll(twin);
  await ada.mutate(add(1_000));
  await syncAll(ada, twin, ada);
  for (const replica of [ada, twin]) {
    expect(await cardOn(replica, card)).toMatchObject({ stock: 1_111 });
  }
});
