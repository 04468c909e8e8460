import { afterEach, beforeEach, expect, test } from "vitest";
import type { JsonValue } from "@healthops/schema/field";
import { ADA, TestWorld } from "../../test-kit/device.ts";
import type { TestDevice } from "../../test-kit/device.ts";

let world: TestWorld;
let device: TestDevice;
beforeEach(async () => {
  world = new TestWorld();
  device = await world.device();
});
afterEach(() => world.close());

test("a value is kept under its name, replaced, and forgotten", async () => {
  const { replica } = device;
  expect(await replica.kept("draft:entries/new")).toBeNull();
  await replica.keep("draft:entries/new", { title: "Walk", tags: ["a", null] });
  expect(await replica.kept("draft:entries/new")).toEqual({ title: "Walk", tags: ["a", null] });
  await replica.keep("draft:entries/new", 7);
  expect(await replica.kept("draft:entries/new")).toBe(7);
  await replica.keep("draft:entries/new", null);
  expect(await replica.kept("draft:entries/new")).toBeNull();
});

test("it outlives closing, and is never sent", async () => {
  await device.replica.keep("view", { columns: ["title"] });
  await device.replica.sync();
  const replica = await device.reopen();
  expect(await replica.kept("view")).toEqual({ columns: ["title"] });
  expect(await replica.status()).toMatchObject({ waiting: 0 });
  expect(JSON.stringify(device.link.pulls)).not.toContain("columns");
});

test("a watcher gets the value at once and after each change", async () => {
  const seen: (JsonValue | null)[] = [];
  const stop = device.replica.watchKept("view", {
    next: (value) => void seen.push(value),
    failed: () => undefined,
  });
  await expect.poll(() => seen.length, { interval: 2 }).toBe(1);
  await device.replica.keep("view", "wide");
  await expect.poll(() => seen.at(-1), { interval: 2 }).toBe("wide");
  stop();
});

test.each([
  ["a name with a space", "my view", 1, "name"],
  ["no name", "", 1, "name"],
  ["a name without end", "x".repeat(121), 1, "name"],
  ["a value that is too large", "view", "x".repeat(262_144), "value"],
])("%s is refused, with what is allowed", async (_what, name, value, field) => {
  await expect(device.replica.keep(name, value)).rejects.toMatchObject({
    code: "invalid_kept_value",
    status: 422,
    faults: [{ field }],
  });
});

test("nobody's values are read while nobody is signed in", async () => {
  await device.replica.keep("view", { of: ADA });
  await device.replica.signOut();
  await expect(device.replica.kept("view")).rejects.toMatchObject({ code: "not_signed_in" });
  await expect(device.replica.keep("view", 1)).rejects.toMatchObject({ code: "not_signed_in" });
});

test("a value that lasts for a time is gone when nobody changed it for so long", async () => {
  const DAY_MS = 86_400_000;
  await device.replica.keep("for-good", 1);
  await device.replica.keep("draft:old", 1, { lasts_ms: 2 * DAY_MS });
  await device.replica.keep("draft:renewed", 1, { lasts_ms: 2 * DAY_MS });
  await device.replica.keep("draft:now-for-good", 1, { lasts_ms: DAY_MS });
  await device.replica.keep("draft:now-for-good", 2);
  await world.time.pass(DAY_MS);
  await device.replica.keep("draft:renewed", 2, { lasts_ms: 2 * DAY_MS });
  await world.time.pass(DAY_MS);
  const replica = await device.reopen();
  expect(await replica.kept("for-good")).toBe(1);
  expect(await replica.kept("draft:now-for-good")).toBe(2);
  expect(await replica.kept("draft:renewed")).toBe(2);
  expect(await replica.kept("draft:old")).toBeNull();
});
