import { afterEach, expect, test } from "vitest";
import type { TestDevice } from "../test-kit/device.ts";
import { ADA, ANKARA, TestWorld } from "../test-kit/device.ts";
import { dyingDatabase, Killed } from "../test-kit/dying-database.ts";

let world: TestWorld;
afterEach(() => world.close());

const ID = "00000000-0000-7000-9000-000000000001";
const edit = (fields: Record<string, unknown>) =>
  ({ op: "update", collection: "entries", id: ID, fields }) as const;

/** A device with work of every kind ahead: news to pull in pages, edits to push, one to be refused. */
async function prepare(): Promise<TestDevice> {
  world = new TestWorld();
  const device = await world.device();
  world.hub.write("entries", ID, { ownerId: ADA, title: "start", count: 1 });
  world.hub.write("cards", ADA, { siteId: ANKARA, title: "card" });
  await device.replica.sync();
  await device.replica.mutate([edit({ count: { add: 1 } })]);
  await device.replica.mutate([edit({ count: { add: 10 }, title: "mine" })]);
  await device.replica.mutate([
    {
      op: "create",
      collection: "parts",
      fields: { ownerId: ADA, entryId: "00000000-0000-7000-8000-00000000dead", title: "refused" },
    },
  ]);
  world.hub.write("entries", ID, { note: "news" });
  for (let n = 0; n < 5; n += 1) {
    world.hub.write("entries", `00000000-0000-7000-9000-00000000010${n}`, {
      ownerId: ADA,
      title: `news ${n}`,
    });
  }
  device.link.network.pageLimit = 3;
  return device;
}

async function expectAllWell(device: TestDevice): Promise<void> {
  expect(await device.replica.get("entries", ID)).toMatchObject({
    content: { title: "mine", note: "news", count: 12, double: 24 },
  });
  expect(await device.replica.count("entries")).toBe(6);
  expect(world.hub.record("entries", ID)).toMatchObject({ content: { count: 12 } });
  expect(await device.replica.status()).toMatchObject({ waiting: 0, rejected: 1, held: 0 });
  const [rejected] = await device.replica.rejected();
  expect(rejected?.changes).toMatchObject([{ fields: { title: "refused" } }]);
  const replicaId = await device.replica.id();
  const numbers = [...world.hub.receipts.keys()].map((key) => key.replace(`${replicaId} `, ""));
  expect(numbers).toEqual(["1", "2", "3"]);
  for (const table of ["_staged_entries", "_staged_positions", "_touched"]) {
    expect(await device.rows(`select * from ${table}`)).toEqual([]);
  }
}

/** Statements and commits of one whole sync, counted by a run that is not killed. */
async function stepsOfSync(): Promise<number> {
  const device = await prepare();
  let steps = 0;
  await device.reopen((inner) => dyingDatabase(inner, () => (steps += 1) < 0));
  steps = 0;
  await device.replica.sync();
  await expectAllWell(device);
  await world.close();
  return steps;
}

test("killed before any statement or commit of a sync, nothing is lost and nothing comes twice [PSH1, PUL2]", async () => {
  const steps = await stepsOfSync();
  expect(steps).toBeGreaterThan(50);
  for (let fatal = 1; fatal <= steps; fatal += 1) {
    const device = await prepare();
    let left = Infinity;
    await device.reopen((inner) => dyingDatabase(inner, () => (left -= 1) <= 0));
    left = fatal;
    await expect(device.replica.sync(), `step ${fatal}`).rejects.toThrow(Killed);
    await device.reopen();
    // Whatever was half done: what the person typed is there before any network.
    expect(await device.replica.get("entries", ID), `step ${fatal}`).toMatchObject({
      content: { title: "mine", count: 12 },
    });
    await device.replica.sync();
    await expectAllWell(device);
    await world.close();
  }
});

test("killed in the middle of a change, all of the group is there or nothing", async () => {
  for (let fatal = 1; ; fatal += 1) {
    world = new TestWorld();
    const device = await world.device();
    let left = Infinity;
    await device.reopen((inner) => dyingDatabase(inner, () => (left -= 1) <= 0));
    left = fatal;
    const outcome = await device.replica
      .mutate([
        { op: "create", collection: "entries", id: ID, fields: { ownerId: ADA, title: "one" } },
        edit({ note: "two" }),
      ])
      .then(
        () => "done",
        () => "killed",
      );
    left = Infinity;
    await device.reopen();
    const found = await device.replica.get("entries", ID);
    const { title, note } = found?.content ?? {};
    expect([title, note]).toEqual(outcome === "killed" ? [undefined, undefined] : ["one", "two"]);
    await world.close();
    if (outcome === "done") break;
  }
});
