import { expect, test } from "vitest";
import type { Timers } from "./ports.ts";
import { pause } from "./ports.ts";

/** Timers that ring when the test says so. */
function manualTimers() {
  const waiting = new Map<object, { readonly delay_ms: number; readonly run: () => void }>();
  const timers: Timers = {
    after(delay_ms, run) {
      const handle = { cancel: () => void waiting.delete(handle) };
      waiting.set(handle, { delay_ms, run });
      return handle;
    },
  };
  return { timers, waiting, ring: () => [...waiting.values()].forEach(({ run }) => run()) };
}

test("a pause ends when its timer rings", async () => {
  const { timers, waiting, ring } = manualTimers();
  const paused = pause(timers, 500);
  expect([...waiting.values()].map((timer) => timer.delay_ms)).toEqual([500]);
  ring();
  await expect(paused).resolves.toBeUndefined();
  expect(waiting.size).toBe(0);
});

test("an abort ends a pause early, without an error, and stops its timer", async () => {
  const { timers, waiting } = manualTimers();
  const abort = new AbortController();
  const paused = pause(timers, 500, abort.signal);
  abort.abort();
  await expect(paused).resolves.toBeUndefined();
  expect(waiting.size).toBe(0);
});

test("a pause that is aborted from the start sets no timer", async () => {
  const { timers, waiting } = manualTimers();
  await pause(timers, 500, AbortSignal.abort());
  expect(waiting.size).toBe(0);
});
