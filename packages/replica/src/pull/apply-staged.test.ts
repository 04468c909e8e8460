import { afterEach, beforeEach, expect, test } from "vitest";
import { newId } from "@healthops/base/ids";
import type { TestDevice } from "../../test-kit/device.ts";
import { ADA, TestWorld } from "../../test-kit/device.ts";
import { setMeta } from "../store/meta.ts";

let world: TestWorld;
let device: TestDevice;
let entry: string;
beforeEach(async () => {
  world = new TestWorld();
  device = await world.device();
  entry = newId(world.ports);
  world.hub.write("entries", entry, { ownerId: ADA, title: "common" });
  await device.replica.sync();
  // As a change left it that the hub has lost: newer than anything that the hub has by now.
  await device.database.transaction((tx) =>
    tx.run("update entries set version = 9, title = 'lost' where id = ?", [entry]),
  );
});
afterEach(() => world.close());

const titles = async (): Promise<unknown[]> =>
  (await device.replica.list("entries")).records.map(({ content }) => content["title"]);

/** The hub says that another scope of the device is ahead of it; that of the entry is not. */
async function hubWentBack(): Promise<void> {
  await device.database.transaction((tx) => setMeta(tx, "rewound_us", 1));
}

test("an older version of a record is passed over while the hub goes on [PUL2]", async () => {
  world.hub.write("entries", entry, { title: "late" });
  await device.replica.sync();
  expect(await titles()).toEqual(["lost"]);
});

test("a hub that went back is right whatever version stands here, also in a scope that was not ahead [LIN3]", async () => {
  await hubWentBack();
  world.hub.write("entries", entry, { title: "as it is now" });
  await device.replica.sync();
  expect(await titles()).toEqual(["as it is now"]);
});

test("and so is its deletion [LIN3]", async () => {
  await hubWentBack();
  world.hub.write("entries", entry, "delete");
  await device.replica.sync();
  expect(await titles()).toEqual([]);
});
