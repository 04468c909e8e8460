import { afterEach, beforeEach, expect, test } from "vitest";
import { ADA, TestWorld } from "../test-kit/device.ts";

let world: TestWorld;
beforeEach(() => {
  world = new TestWorld();
});
afterEach(() => world.close());

const entry = (title: string, more: Record<string, unknown> = {}) =>
  ({ op: "create", collection: "entries", fields: { ownerId: ADA, title, ...more } }) as const;

test("a change is visible at once, pushed, and comes back as the hub's", async () => {
  const { replica } = await world.device();
  const { ids } = await replica.mutate([entry("Walk", { count: 2 })]);
  const id = ids[0] ?? "";
  expect(await replica.get("entries", id)).toMatchObject({
    version: 0,
    content: { title: "Walk", count: 2, double: 4 },
  });
  expect(await replica.sync()).toMatchObject({ pushed: 1, pulled: 1 });
  expect(await replica.get("entries", id)).toMatchObject({ version: 1, content: { double: 4 } });
  expect(await replica.status()).toMatchObject({ waiting: 0, online: true, lastError: null });
});

test("what one device does, another sees; edits of different fields both stay [MRG2]", async () => {
  const one = await world.device();
  const two = await world.device();
  const { ids } = await one.replica.mutate([entry("Walk")]);
  const id = ids[0] ?? "";
  await one.replica.sync();
  await two.replica.sync();
  await one.replica.mutate([{ op: "update", collection: "entries", id, fields: { title: "Run" } }]);
  await two.replica.mutate([{ op: "update", collection: "entries", id, fields: { note: "slow" } }]);
  await one.replica.sync();
  await two.replica.sync();
  await one.replica.sync();
  const expected = { content: { title: "Run", note: "slow" } };
  expect(await one.replica.get("entries", id)).toMatchObject(expected);
  expect(await two.replica.get("entries", id)).toMatchObject(expected);
});
