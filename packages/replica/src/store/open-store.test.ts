import { afterEach, beforeEach, expect, test } from "vitest";
import { collection } from "@healthops/schema/collection";
import { text } from "@healthops/schema/fields";
import { defineModule } from "@healthops/schema/module";
import { composeSchema } from "@healthops/schema/schema";
import type { TestDevice } from "../../test-kit/device.ts";
import { ADA, TestWorld } from "../../test-kit/device.ts";
import { cards, entries, parts } from "../../test-kit/schema.ts";

const label = (word: string) => ({ en: word, tr: word });
const grown = collection({
  ...entries,
  fields: {
    ...entries.fields,
    mood: text({ label: label("Mood"), max: 20, required: true, default: "calm", search: true }),
  },
} as never);
const schemaOf = (...collections: (typeof cards | typeof parts | typeof entries)[]) =>
  composeSchema([
    defineModule({ name: "test", title: label("Test"), collections: collections as never }),
  ]);

let world: TestWorld;
let device: TestDevice;
beforeEach(async () => {
  world = new TestWorld();
  device = await world.device();
});
afterEach(() => world.close());

test("a new field comes with its default; all is pulled anew, and what waits is kept", async () => {
  const id = "00000000-0000-7000-9000-000000000001";
  world.hub.write("entries", id, { ownerId: ADA, title: "Walk" });
  await device.replica.sync();
  await device.replica.mutate([
    { op: "update", collection: "entries", id, fields: { title: "Run" } },
  ]);
  const schema = schemaOf(grown as never, parts, cards);
  const replica = await device.reopen(undefined, schema);
  expect(await replica.get("entries", id)).toMatchObject({
    content: { title: "Run", mood: "calm" },
  });
  await replica.mutate([{ op: "update", collection: "entries", id, fields: { mood: "glad" } }]);
  await replica.list("entries", { search: "run" });
  device.link.network.pageLimit = 1;
  device.link.pulls.length = 0;
  expect(device.link.pulls).toEqual([]);
  await replica.discard((await replica.pending(["waiting"])).at(-1)?.group ?? 0);
  await replica.sync();
  expect(device.link.pulls[0]?.request.positions).toEqual({});
  expect(await replica.get("entries", id)).toMatchObject({ version: 2, content: { title: "Run" } });
});

test("a schema that would lose data is refused, and the device still opens with the old one", async () => {
  await device.replica.mutate([
    { op: "create", collection: "entries", fields: { ownerId: ADA, title: "Walk" } },
  ]);
  await expect(device.reopen(undefined, schemaOf(entries, parts))).rejects.toMatchObject({
    code: "destructive_change",
  });
  const replica = await device.reopen();
  expect(await replica.count("entries")).toBe(1);
});

test("the replica keeps its id", async () => {
  const { id } = device.replica;
  expect((await device.reopen()).id).toBe(id);
});
