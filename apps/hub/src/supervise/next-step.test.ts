import { expect, test } from "vitest";
import type { Before, Ending } from "./next-step.ts";
import { nextStep } from "./next-step.ts";

const crashed: Ending = { code: null, signal: "SIGKILL", wasReady: true, lived_ms: 60_000 };
const running: Before = { asked: false, everReady: true, restarts: 0 };

test("a hub that was killed or crashed is started again, after a pause that doubles up to half a minute", () => {
  const pauses: number[] = [];
  let restarts = 0;
  for (let turn = 0; turn < 8; turn++) {
    const step = nextStep(crashed, { ...running, restarts });
    if (step.kind !== "start") throw new Error("it ended");
    pauses.push(step.pause_ms);
    ({ restarts } = step);
  }
  expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test("after a long life the pause is short again", () => {
  const old = { ...crashed, lived_ms: 3_600_000 };
  expect(nextStep(old, { ...running, restarts: 6 })).toMatchObject({ pause_ms: 500, restarts: 1 });
});

test("a restart that fails, because the database is not back yet, is tried again", () => {
  const failed: Ending = { code: 1, signal: null, wasReady: false, lived_ms: 900 };
  expect(nextStep(failed, running).kind).toBe("start");
});

test("a hub that cannot start in the first place has said why, and is not started again", () => {
  const failed: Ending = { code: 1, signal: null, wasReady: false, lived_ms: 900 };
  const first = { ...running, everReady: false };
  expect(nextStep(failed, first)).toEqual({ kind: "end", code: 1 });
});

test("an end that was asked for, or that the hub chose, is the end", () => {
  expect(nextStep(crashed, { ...running, asked: true }).kind).toBe("end");
  const done: Ending = { code: 0, signal: null, wasReady: true, lived_ms: 10 };
  expect(nextStep(done, running)).toEqual({ kind: "end", code: 0 });
});
