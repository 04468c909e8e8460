import { afterEach, beforeEach, expect, test } from "vitest";
import type { TestDevice } from "../../test-kit/device.ts";
import { ADA, TestWorld } from "../../test-kit/device.ts";

let world: TestWorld;
let device: TestDevice;
let id: string;
beforeEach(async () => {
  world = new TestWorld();
  device = await world.device();
  const { ids } = await device.replica.mutate([
    { op: "create", collection: "entries", fields: { ownerId: ADA, title: "Walk", tags: ["a"] } },
  ]);
  id = ids[0] ?? "";
  await device.replica.sync();
});
afterEach(() => world.close());

const edit = (fields: Record<string, unknown>) =>
  ({ op: "update", collection: "entries", id, fields }) as const;
const remove = () => ({ op: "delete", collection: "entries", id }) as const;
const get = () => device.replica.get("entries", id);

async function conflict(): Promise<string> {
  const { records } = await device.replica.list("conflicts", {
    where: { field: "status", op: "eq", value: "open" },
  });
  expect(records).toHaveLength(1);
  return records[0]?.id ?? "";
}

async function clash(): Promise<string> {
  await device.replica.mutate([edit({ title: "mine" })]);
  world.hub.write("entries", id, { title: "theirs" });
  expect(await device.replica.sync()).toMatchObject({ conflicts: 1 });
  expect(await get()).toMatchObject({ content: { title: "theirs" } });
  expect(await device.replica.status()).toMatchObject({ conflicts: 1, waiting: 0 });
  return conflict();
}

test("a clash keeps both sides; mine wins when chosen [MRG5]", async () => {
  const conflictId = await clash();
  expect(await device.replica.get("conflicts", conflictId)).toMatchObject({
    content: { mine: { title: "mine" }, theirs: { title: "theirs" }, base: { title: "Walk" } },
  });
  await device.replica.resolve(conflictId, { title: "mine" });
  expect(await get()).toMatchObject({ content: { title: "mine" } });
  expect(await device.replica.status()).toMatchObject({ conflicts: 0, waiting: 1 });
  await device.replica.sync();
  expect(world.hub.record("entries", id)).toMatchObject({ content: { title: "mine" } });
  expect(world.hub.record("conflicts", conflictId)).toMatchObject({
    content: { status: "resolved", outcome: { title: "mine" }, resolvedBy: ADA },
  });
  await expect(device.replica.resolve(conflictId, "mine")).rejects.toMatchObject({
    code: "conflict_resolved",
  });
});

test("theirs or a value of one's own can be chosen too; the loser comes back later [MRG5]", async () => {
  const conflictId = await clash();
  await expect(device.replica.resolve(conflictId, {})).rejects.toMatchObject({
    code: "choice_missing",
    faults: [{ field: "title" }],
  });
  await expect(device.replica.resolve(conflictId, { note: "mine" })).rejects.toMatchObject({
    code: "choice_unknown",
  });
  await expect(device.replica.restoreLoser(conflictId, "title")).rejects.toMatchObject({
    code: "conflict_open",
  });
  await device.replica.resolve(conflictId, "theirs");
  expect(await get()).toMatchObject({ content: { title: "theirs" } });
  await device.replica.sync();
  await device.replica.restoreLoser(conflictId, "title");
  await device.replica.sync();
  expect(world.hub.record("entries", id)).toMatchObject({ content: { title: "mine" } });
  expect(world.hub.record("conflicts", conflictId)).toMatchObject({
    content: { outcome: { title: "mine" } },
  });
});

test("a value of one's own is checked like any edit", async () => {
  const conflictId = await clash();
  await expect(device.replica.resolve(conflictId, { title: { value: "" } })).rejects.toMatchObject({
    code: "invalid_record",
  });
  await device.replica.resolve(conflictId, { title: { value: "both" } });
  await device.replica.sync();
  expect(world.hub.record("entries", id)).toMatchObject({ content: { title: "both" } });
  expect(world.hub.record("conflicts", conflictId)).toMatchObject({
    content: { outcome: { title: "other" } },
  });
});

test("an edit of what was deleted elsewhere waits; mine brings the record back [MRG4]", async () => {
  await device.replica.mutate([edit({ title: "mine" })]);
  world.hub.write("entries", id, "delete");
  await device.replica.sync();
  expect(await get()).toBeNull();
  const conflictId = await conflict();
  await device.replica.resolve(conflictId, "mine");
  await device.replica.sync();
  expect(await get()).toMatchObject({ content: { title: "mine", tags: ["a"] } });
  await device.replica.restoreLoser(conflictId, "title");
  await device.replica.sync();
  expect(await get()).toBeNull();
});

test("a step of a counter that was deleted elsewhere is added when it is brought back [MRG4]", async () => {
  world.hub.write("entries", id, { count: 4 });
  await device.replica.sync();
  await device.replica.mutate([edit({ count: { add: 3 } })]);
  world.hub.write("entries", id, "delete");
  await device.replica.sync();
  await device.replica.resolve(await conflict(), "mine");
  await device.replica.sync();
  expect(await device.replica.status()).toMatchObject({ rejected: 0, conflicts: 0 });
  expect(world.hub.record("entries", id)).toMatchObject({ deleted: false, content: { count: 7 } });
});

test("an edit of what was deleted elsewhere: theirs leaves it deleted [MRG4]", async () => {
  await device.replica.mutate([edit({ title: "mine" })]);
  world.hub.write("entries", id, "delete");
  await device.replica.sync();
  const conflictId = await conflict();
  await device.replica.resolve(conflictId, "theirs");
  await device.replica.sync();
  expect(await get()).toBeNull();
  expect(await device.replica.status()).toMatchObject({ conflicts: 0, waiting: 0, rejected: 0 });
  await device.replica.restoreLoser(conflictId, "title");
  await device.replica.sync();
  expect(await get()).toMatchObject({ content: { title: "mine" } });
});

test("a deletion of what was edited elsewhere waits; mine deletes, theirs keeps [MRG4]", async () => {
  await device.replica.mutate([remove()]);
  world.hub.write("entries", id, { title: "theirs" });
  expect(await get()).toBeNull();
  await device.replica.sync();
  expect(await get()).toMatchObject({ content: { title: "theirs" } });
  const conflictId = await conflict();
  await device.replica.resolve(conflictId, "mine");
  expect(await get()).toBeNull();
  await device.replica.sync();
  expect(world.hub.record("entries", id)).toMatchObject({ deleted: true });
  await device.replica.restoreLoser(conflictId, "title");
  await device.replica.sync();
  expect(await get()).toMatchObject({ content: { title: "theirs" } });
});
