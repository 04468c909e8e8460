import { newId } from "@healthops/base/ids";
import { readScopesOfRecords } from "./sites-of-records.ts";
import { statementsOf, wholeReads } from "@healthops/testing/hub/statement-plans";
import {
  TestDevice,
  addActor,
  addSite,
  create,
  openTestHub,
  remove,
  update,
} from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";

/** Tables that grow for as long as a hub runs. */
const GROWING = new Set([
  "feed",
  "history",
  "receipts",
  "refused",
  "site_cards",
  "samples",
  "conflicts",
]);
let it: TestHub;
let actor: HubActor;
let siteId: string;

beforeAll(async () => {
  it = await openTestHub();
  siteId = await addSite(it.hub, "Ankara");
  actor = await addActor(it.hub, "MANAGER", siteId);
});
afterAll(() => it.close());

/** What those statements read as a whole. */
async function readWhole(work: () => Promise<unknown>): Promise<readonly string[]> {
  const statements = await statementsOf(work);
  expect(statements.length).toBeGreaterThan(0);
  const connection = await it.hub.pool.connect();
  try {
    const found: string[] = [];
    for (const statement of statements) {
      const reads = await wholeReads(connection, statement, GROWING);
      found.push(
        ...reads.map(({ relation, node, statement: of }) => `${relation}: ${node} in ${of}`),
      );
    }
    return found;
  } finally {
    connection.release();
  }
}

test("[ORD3] a push reads nothing as a whole, whether it is applied, clashes, is refused or comes again", async () => {
  const device = new TestDevice(it.hub, actor);
  const id = newId(it.hub.ports);
  const work = async (): Promise<void> => {
    await device.push([create("site_cards", id, { siteId, title: "one" })]);
    await device.push([update("site_cards", id, 1, { title: "two" })]);
    const other = new TestDevice(it.hub, actor);
    await other.push([update("site_cards", id, 1, { title: "three" })]);
    const [refused] = await device.push([
      update("site_cards", newId(it.hub.ports), 1, { title: "x" }),
    ]);
    expect(refused).toMatchObject({ status: "rejected" });
    await device.push([update("site_cards", id, 2, { title: 7 })]);
    await device.push([remove("site_cards", id, 2)]);
    device.seq -= 1;
    await device.push([remove("site_cards", id, 2)]);
  };
  expect(await readWhole(work)).toEqual([]);
});

test("[PSH3] where refused work is looked up by the records' ids, nothing is read as a whole", async () => {
  const found = await readWhole(() =>
    readScopesOfRecords(it.hub.pool, it.hub.engine.catalog, [
      update("site_cards", newId(it.hub.ports), 1, {}),
      update("samples", newId(it.hub.ports), 1, {}),
    ]),
  );
  expect(found).toEqual([]);
});

test("a read of the feed by a record's id alone is found", async () => {
  const found = await readWhole(() =>
    it.hub.pool.query("select from hub.feed where record_id = $1", [newId(it.hub.ports)]),
  );
  expect(found).toHaveLength(1);
});
