import { expect, test } from "vitest";
import { Problem } from "@healthops/base/problem";
import { ManualTime, rest } from "../../test-kit/manual-time.ts";
import { backOff_ms } from "./back-off.ts";
import { Scheduler } from "./scheduler.ts";

const HALF = { bytes: (count: number) => new Uint8Array(count).fill(0) };
const WHOLE = { bytes: (count: number) => new Uint8Array(count).fill(255) };
const MINUTE_MS = 60_000;

function setUp() {
  const time = new ManualTime();
  const state = {
    runs: 0,
    waiting: false,
    failure: null as Error | null,
    gate: null as Promise<void> | null,
  };
  const scheduler = new Scheduler<number>({
    timers: time,
    random: WHOLE,
    settings: { pushEvery_ms: 5 * MINUTE_MS, pullEvery_ms: 10 * MINUTE_MS },
    async run() {
      state.runs += 1;
      const run = state.runs;
      await state.gate;
      if (state.failure !== null) throw state.failure;
      return run;
    },
    hasWaiting: async () => state.waiting,
  });
  return { time, state, scheduler };
}

test("the wait doubles from one second to five minutes, between half and the whole of it [LIV2]", () => {
  const waits = (random: typeof HALF) => [1, 2, 3, 9, 10, 1_000].map((n) => backOff_ms(n, random));
  expect(waits(WHOLE)).toEqual([1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
  expect(waits(HALF)).toEqual([500, 1_000, 2_000, 128_000, 150_000, 150_000]);
});

test("it syncs at the start, then every ten minutes [LIV2]", async () => {
  const { time, state, scheduler } = setUp();
  scheduler.start();
  await rest();
  expect(state.runs).toBe(1);
  await time.pass(10 * MINUTE_MS - 1);
  expect(state.runs).toBe(1);
  await time.pass(1);
  expect(state.runs).toBe(2);
});

test("what waits is pushed after five minutes at the latest [LIV2]", async () => {
  const { time, state, scheduler } = setUp();
  scheduler.start();
  await rest();
  state.waiting = true;
  await time.pass(5 * MINUTE_MS);
  expect(state.runs).toBe(2);
});

test("changes of one moment make one sync, at once [LIV2]", async () => {
  const { time, state, scheduler } = setUp();
  scheduler.start();
  await rest();
  for (let n = 0; n < 5; n += 1) scheduler.poke();
  await time.pass(5);
  expect(state.runs).toBe(2);
});

test("failures back off; a change does not hammer; a request or good news does not wait [LIV2]", async () => {
  const { time, state, scheduler } = setUp();
  state.failure = new Error("away");
  scheduler.start();
  await rest();
  await time.pass(999);
  expect(state.runs).toBe(1);
  await time.pass(1);
  expect(state.runs).toBe(2);
  scheduler.poke();
  await time.pass(1_999);
  expect(state.runs).toBe(2);
  await time.pass(1);
  expect(state.runs).toBe(3);
  await expect(scheduler.request()).rejects.toThrow("away");
  state.failure = null;
  scheduler.wake();
  await rest();
  expect(state.runs).toBe(5);
  expect(time.planned_ms).toEqual([5 * MINUTE_MS, 10 * MINUTE_MS]);
});

test("the hub's wish to be left alone is kept", async () => {
  const { time, state, scheduler } = setUp();
  const extra = { retryAfterSeconds: 30 };
  state.failure = new Problem({ code: "too_many_requests", message: "Slower.", extra });
  scheduler.start();
  await rest();
  expect(time.planned_ms).toEqual([30_000]);
});

test("one run at a time; whatever is asked for meanwhile makes one more", async () => {
  const { state, scheduler } = setUp();
  const gate = Promise.withResolvers<void>();
  state.gate = gate.promise;
  const first = scheduler.request();
  const others = [scheduler.request(), scheduler.request(), scheduler.request()];
  await rest();
  expect(state.runs).toBe(1);
  gate.resolve();
  expect(await first).toBe(1);
  expect(await Promise.all(others)).toEqual([2, 2, 2]);
});

test("after stopping nothing is planned, and a running sync is waited for", async () => {
  const { time, state, scheduler } = setUp();
  const gate = Promise.withResolvers<void>();
  state.gate = gate.promise;
  scheduler.start();
  await rest();
  let stopped = false;
  const stopping = scheduler.stop().then(() => (stopped = true));
  await rest();
  expect(stopped).toBe(false);
  gate.resolve();
  await stopping;
  expect(time.planned_ms).toEqual([]);
  expect(state.runs).toBe(1);
});
