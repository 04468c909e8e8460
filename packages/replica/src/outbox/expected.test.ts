import { afterEach, beforeEach, expect, test } from "vitest";
import { ADA, TestWorld } from "../../test-kit/device.ts";
import type { TestDevice } from "../../test-kit/device.ts";
import type { Outcome } from "./expected.ts";
import { OUTCOME_TABLES } from "./expected.ts";

let world: TestWorld;
let device: TestDevice;
beforeEach(async () => {
  world = new TestWorld();
  device = await world.device();
});
afterEach(() => world.close());

/** The hub refuses what refers to nothing, with `invalid_record`; the device cannot know. */
const NOWHERE = "00000000-0000-7000-8000-00000000dead";
const lost = () =>
  ({
    op: "create",
    collection: "parts",
    fields: { ownerId: ADA, entryId: NOWHERE, title: "lost" },
  }) as const;

test("a refusal that its command expects takes the group back by itself and is told to the command", async () => {
  const { ids, group } = await device.replica.mutate([lost()], {
    expects: ["already_called", "invalid_record"],
  });
  const [id = ""] = ids;
  const heard: string[] = [];
  const stop = device.replica.watchTables(OUTCOME_TABLES, () => device.replica.outcome(group), {
    next: ({ state }: Outcome) => heard.push(state),
    failed: (error) => heard.push(String(error)),
  });
  await expect.poll(() => heard).toEqual(["waiting"]);
  expect(await device.replica.sync()).toMatchObject({ pushed: 0 });
  await expect.poll(() => heard.at(-1)).toBe("refused");
  stop();
  expect(await device.replica.outcome(group)).toMatchObject({
    state: "refused",
    refusal: { code: "invalid_record", message: "entryId refers to nothing" },
  });
  expect(await device.replica.get("parts", id)).toBeNull();
  expect(await device.replica.status()).toMatchObject({ waiting: 0, rejected: 0, held: 0 });
  // Also for a program that was started anew meanwhile.
  await device.reopen();
  expect(await device.replica.outcome(group)).toMatchObject({ state: "refused" });
});

test("the hub hears that such a change was taken back, so that nobody decides about it [PSH3]", async () => {
  await device.replica.mutate([lost()], { expects: ["invalid_record"] });
  await device.replica.sync();
  await device.replica.sync();
  expect(await device.rows("select * from _withdrawn")).toEqual([]);
});

test("any other refusal waits for the person as ever [PSH3]", async () => {
  const { group } = await device.replica.mutate([lost()], { expects: ["already_called"] });
  await device.replica.sync();
  expect(await device.replica.outcome(group)).toEqual({ state: "rejected" });
  expect(await device.replica.rejected()).toHaveLength(1);
});

test("what builds on it is sent and answered for itself: nothing typed is lost", async () => {
  const { ids } = await device.replica.mutate([lost()], { expects: ["invalid_record"] });
  const [id = ""] = ids;
  const fields = { title: "typed on top" };
  const later = await device.replica.mutate([{ op: "update", collection: "parts", id, fields }]);
  await device.replica.sync();
  await device.replica.sync();
  expect(await device.replica.outcome(later.group)).toEqual({ state: "rejected" });
});

test("an accepted group is gone from the device", async () => {
  const fields = { ownerId: ADA, title: "fine" };
  const made = [{ op: "create", collection: "entries", fields }] as const;
  const { group } = await device.replica.mutate(made, { expects: ["invalid_record"] });
  expect(await device.replica.outcome(group)).toEqual({ state: "waiting" });
  await device.replica.sync();
  expect(await device.replica.outcome(group)).toEqual({ state: "gone" });
});
