import { present } from "@healthops/base/assert";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import { applied, update } from "@healthops/testing/hub/test-hub";
import { CopiedServer } from "@healthops/testing/postgres/copied-server";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addCard, cardOn, editCard, freshId, LineWorld, syncAll } from "./support/line-world.ts";

let world: LineWorld;
let primary: CopiedServer;
let standby: CopiedServer | null = null;

beforeEach(async () => {
  primary = await CopiedServer.create();
  world = await LineWorld.create();
  await world.openHub(await primary.start());
  await world.settle("ada", "ben");
});

afterEach(async () => {
  await world.close();
  await primary.remove();
  await standby?.remove();
  standby = null;
});

/** The standby as it is at this moment; the primary goes on, and so does the hub. */
async function copyNow(): Promise<void> {
  const { port } = primary;
  await primary.stop();
  standby = await primary.copy();
  await primary.start(port);
}

/** The primary is gone, the standby in its place; the hub's process lives on. */
async function failOver(): Promise<void> {
  const { port } = primary;
  await primary.stop();
  await present(standby, "there is a copy").promote(port);
}

async function lineReasons(): Promise<unknown[]> {
  const { rows } = await world.hub.pool.query("select reason from hub.lines order by number");
  return rows.map((row: { reason: string }) => row.reason);
}

/** The hub's pool notices at its next statement that its connections are gone. */
async function hubAnswers(): Promise<void> {
  for (;;) {
    const answers = await world.hub.pool.query("select 1").then(
      () => true,
      () => false,
    );
    if (answers) return;
  }
}

test("[LIN1] [LIN3] [LIN4] a promoted standby that lacks groups 4 and 5 gets them again, once, and nobody stays on old values", async () => {
  const [ada, ben] = [await world.device("ada"), await world.device("ben")];
  const card = freshId();
  await ada.mutate([addCard(world.siteId, card, "T1")]);
  await syncAll(ada);
  for (const title of ["T2", "T3"]) {
    await ada.mutate([editCard(card, { title })]);
    await syncAll(ada, ben);
  }
  await copyNow();
  await hubAnswers();
  expect(await lineReasons()).toEqual(["first"]);
  for (const title of ["T4", "T5"]) {
    await ada.mutate([editCard(card, { title, stock: { add: 1 } })]);
    await syncAll(ada, ben);
  }
  expect(await cardOn(ben, card)).toMatchObject({ title: "T5", stock: 3 });

  await failOver();
  await hubAnswers();
  for (const [index, title] of ["by the office", "by the office, again"].entries()) {
    await applied(world.hub, SYSTEM_ACTOR, update("site_cards", card, 3 + index, { title }));
  }
  expect(await lineReasons()).toEqual(["first", "timeline"]);
  await syncAll(ada, ben, ada);
  for (const replica of [ada, ben]) {
    expect(await cardOn(replica, card)).toMatchObject({ title: "by the office, again", stock: 3 });
    expect(await replica.status()).toMatchObject({ waiting: 0, rejected: 0 });
  }
  const { records } = await ada.list("conflicts");
  expect(JSON.stringify(records.map(({ content }) => content))).toContain("T5");
  const { rows } = await world.hub.pool.query("select last_seq from hub.replicas where id = $1", [
    await ada.id(),
  ]);
  expect(rows).toEqual([{ last_seq: 5 }]);
  await ada.mutate([editCard(card, { stock: { add: 10 } })]);
  await syncAll(ada, ben);
  expect(await cardOn(ben, card)).toMatchObject({ stock: 13 });
});

test("[LIN7] [HA2] a failover that lost nothing costs no page, and what waits is sent", async () => {
  const [ada, ben] = [await world.device("ada"), await world.device("ben")];
  const card = freshId();
  await ada.mutate([addCard(world.siteId, card, "one")]);
  await syncAll(ada, ben);
  await copyNow();
  await primary.stop();
  await ada.mutate([editCard(card, { stock: { add: 1 } })]);
  await expect(ada.sync()).rejects.toMatchObject({
    code: "database_away",
    status: 503,
    extra: { retryAfterSeconds: 3 },
  });
  await failOver();
  await hubAnswers();
  await ada.mutate([editCard(card, { title: "two" })]);
  world.answers.length = 0;
  await ben.sync();
  expect(world.answers).toEqual(["pull 304"]);
  await syncAll(ada, ben);
  expect(await lineReasons()).toEqual(["first", "timeline"]);
  expect(await cardOn(ben, card)).toMatchObject({ title: "two" });
  const { records } = await ada.list("conflicts");
  expect(records).toEqual([]);
  world.answers.length = 0;
  await ada.mutate([editCard(card, { title: "three" })]);
  await ada.sync();
  expect(world.answers).toEqual(["push 200", "pull 200"]);
});
