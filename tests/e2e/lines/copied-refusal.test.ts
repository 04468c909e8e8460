import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import { addSite, applied, update } from "@healthops/testing/hub/test-hub";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addCard, freshId, LineWorld, syncAll } from "./support/line-world.ts";

let world: LineWorld;
let database: TestDatabase;

beforeEach(async () => {
  world = await LineWorld.create();
  database = await createTestDatabase();
  await world.openHub(database.connectionString);
  await world.settle("ada");
});

afterEach(async () => {
  await world.close();
  await database.drop();
});

test("[PSH3] [PSH4] what was refused under a device's former id is withdrawn from everybody's list", async () => {
  const { hub, siteId } = world;
  const ada = await world.device("ada");
  await syncAll(ada);
  const elsewhere = await addSite(hub, "Bursa");
  const { rows } = await hub.pool.query<{ id: string; version: number }>(
    "select id, version from data.people where username = 'ada'",
  );
  const [{ id, version } = { id: "", version: 0 }] = rows;
  await ada.mutate([addCard(siteId, freshId(), "of a site that is not hers at the moment")]);
  await applied(hub, SYSTEM_ACTOR, update("people", id, version, { siteId: elsewhere }));
  await syncAll(ada);
  await applied(hub, SYSTEM_ACTOR, update("people", id, version + 1, { siteId }));
  const formerId = await ada.id();
  expect(await ada.rejected()).toHaveLength(1);
  const twin = await world.copyOf("ada");
  // The same number with another content on each: the second is the copy.
  await ada.mutate([addCard(siteId, freshId(), "original")]);
  await syncAll(ada);
  await twin.mutate([addCard(siteId, freshId(), "copy")]);
  await syncAll(twin);
  expect(await twin.id()).not.toBe(formerId);
  const [refused] = await twin.rejected();
  await twin.discard(refused?.group ?? 0);
  await syncAll(twin);
  const kept = await hub.pool.query("select replica_id, decision from hub.refused");
  expect(kept.rows).toEqual([{ replica_id: formerId, decision: "withdrawn" }]);
});
