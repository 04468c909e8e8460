import { expect, test } from "vitest";
import { FAULTS_MAX, LIVED_MIN_ms, WINDOW_ms, restartDue } from "./restart-due.ts";

const faults = (count: number, each_ms: number): number[] =>
  Array.from({ length: count }, (_, index) => index * each_ms);

test("many faults within a minute are reason to start afresh, spread out they are not", () => {
  const now_ms = WINDOW_ms - 1;
  expect(restartDue(faults(FAULTS_MAX, 1), -LIVED_MIN_ms, now_ms)).toBe(true);
  expect(restartDue(faults(FAULTS_MAX - 1, 1), -LIVED_MIN_ms, now_ms)).toBe(false);
  const spread = faults(FAULTS_MAX, 10_000);
  expect(restartDue(spread, -LIVED_MIN_ms, spread.at(-1) ?? 0)).toBe(false);
});

test("whoever can cause faults cannot keep a hub restarting", () => {
  expect(restartDue(faults(FAULTS_MAX, 1), 0, LIVED_MIN_ms - 1)).toBe(false);
});
