import { expect, test } from "vitest";
import type { Writes } from "./stay-until-stored.ts";
import { stayUntilStored } from "./stay-until-stored.ts";

/** Writes that all go the same way. */
const writing = (write: () => Promise<never>): Writes => ({
  mutate: write,
  mutateAll: write,
  discard: write,
  correct: write,
  resolve: write,
  restoreLoser: write,
});

/** Whether a window lets its person go now. */
function letsGo(window: EventTarget): boolean {
  return window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
}

test("a window asks before it goes while something is not stored yet, and not before or after", async () => {
  const window = new EventTarget();
  const stores: (() => void)[] = [];
  const slow = () => new Promise<never>((resolve) => stores.push(resolve as () => void));
  const api = stayUntilStored(writing(slow), window);
  expect(letsGo(window)).toBe(true);
  const writes = [api.mutate([]), api.mutate([]), api.correct(1, [])];
  expect(letsGo(window)).toBe(false);
  for (const store of stores.splice(0, 2)) store();
  await Promise.all(writes.slice(0, 2));
  expect(letsGo(window)).toBe(false);
  stores[0]?.();
  await Promise.all(writes);
  expect(letsGo(window)).toBe(true);
});

test("a write that fails holds nobody", async () => {
  const window = new EventTarget();
  const api = stayUntilStored(
    writing(() => Promise.reject(new Error("full"))),
    window,
  );
  await expect(api.mutate([])).rejects.toThrow("full");
  expect(letsGo(window)).toBe(true);
});
