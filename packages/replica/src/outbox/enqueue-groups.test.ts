import { afterEach, beforeEach, expect, test } from "vitest";
import { ADA, TestWorld } from "../../test-kit/device.ts";
import type { TestDevice } from "../../test-kit/device.ts";

let world: TestWorld;
let device: TestDevice;
beforeEach(async () => {
  world = new TestWorld();
  device = await world.device();
});
afterEach(() => world.close());

const entry = (title: string) =>
  ({ op: "create", collection: "entries", fields: { ownerId: ADA, title } }) as const;

test("new records and changes of others keep their order, and each its group", async () => {
  const { ids } = await device.replica.mutate([entry("first")]);
  const [known = ""] = ids;
  const rename = {
    op: "update",
    collection: "entries",
    id: known,
    fields: { title: "2nd" },
  } as const;
  const accepted = await device.replica.mutateAll([
    [entry("a"), entry("b")],
    [entry("c")],
    [rename],
    [entry("d")],
  ]);
  expect(accepted.map((one) => one.ids.length)).toEqual([2, 1, 1, 1]);
  const waiting = await device.replica.pending(["waiting"]);
  const shown = waiting.slice(1).map(({ group, changes }) => ({
    group,
    ids: changes.map(({ id }) => id),
  }));
  expect(shown).toEqual(accepted);
  const titles = async () =>
    (await device.replica.list("entries")).records
      .map(({ content }) => content["title"])
      .toSorted();
  expect(await titles()).toEqual(["2nd", "a", "b", "c", "d"]);
  expect(await device.replica.sync()).toMatchObject({ pushed: 5 });
  expect(await titles()).toEqual(["2nd", "a", "b", "c", "d"]);
});

test.each([
  ["a record that breaks a rule", [entry("fine")], [entry("")], "invalid_record"],
  ["an empty group", [entry("fine")], [], "group_size"],
])("%s leaves nothing of all of them behind", async (_, fine, bad, code) => {
  await expect(device.replica.mutateAll([fine, bad])).rejects.toMatchObject({ code });
  expect(await device.replica.count("entries")).toBe(0);
  expect(await device.replica.pending(["waiting"])).toEqual([]);
});
