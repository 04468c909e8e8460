import { expect, test } from "vitest";
import type { IdlePhase, IdleState, Moment } from "./idle-clock.ts";
import { afterInput, afterInputElsewhere, beginIdle, look } from "./idle-clock.ts";

const RULES = { limit_ms: 600_000, warning_ms: 30_000 };
const at = (steady_s: number, wallAhead_s = 0): Moment => ({
  steady_ms: steady_s * 1_000,
  wall_ms: (steady_s + wallAhead_s) * 1_000,
});

/** Looks every second, as a window does. */
function watch(state: IdleState, from_s: number, to_s: number): [IdleState, IdlePhase] {
  let phase: IdlePhase = { kind: "active" };
  let now = state;
  for (let s = from_s; s <= to_s; s += 1) [now, phase] = look(now, at(s), RULES);
  return [now, phase];
}

test("it warns for the last 30 seconds and locks after ten minutes", () => {
  const begun = beginIdle(at(0));
  expect(watch(begun, 1, 569)[1]).toEqual({ kind: "active" });
  expect(watch(begun, 1, 570)[1]).toEqual({ kind: "warning", left_s: 30 });
  expect(watch(begun, 1, 599)[1]).toEqual({ kind: "warning", left_s: 1 });
  expect(watch(begun, 1, 600)[1]).toEqual({ kind: "over" });
});

test("input here or in another window begins the time anew", () => {
  const [warned] = watch(beginIdle(at(0)), 1, 590);
  expect(look(afterInput(warned, at(591), RULES), at(592), RULES)[1]).toEqual({ kind: "active" });
  expect(look(afterInputElsewhere(warned, at(591)), at(592), RULES)[1]).toEqual({
    kind: "active",
  });
});

test("a machine that slept locks at the second look, and input after the time is too late", () => {
  const [state] = watch(beginIdle(at(0)), 1, 10);
  const awake = (s: number) => at(10 + s, 3_600);
  const touched = afterInput(state, awake(1), RULES);
  const [unsure, hidden] = look(touched, awake(1), RULES);
  expect(hidden).toEqual({ kind: "unsure" });
  expect(look(unsure, awake(2), RULES)[1]).toEqual({ kind: "over" });
});

test("a window that was frozen while somebody worked in another goes on", () => {
  const [state] = watch(beginIdle(at(0)), 1, 10);
  const [unsure] = look(state, at(2_000), RULES);
  const told = afterInputElsewhere(unsure, at(2_000));
  expect(look(told, at(2_001), RULES)[1]).toEqual({ kind: "active" });
});

test("a clock that was set back does not lengthen the time", () => {
  let [state, phase] = watch(beginIdle(at(0)), 1, 300);
  for (let s = 301; s <= 600; s += 1) [state, phase] = look(state, at(s, -86_400), RULES);
  expect(phase).toEqual({ kind: "over" });
});

test("a clock that jumps a day ahead counts as a day without input", () => {
  const [state] = watch(beginIdle(at(0)), 1, 10);
  const [unsure] = look(state, at(11, 86_400), RULES);
  expect(look(unsure, at(12, 86_400), RULES)[1]).toEqual({ kind: "over" });
});
