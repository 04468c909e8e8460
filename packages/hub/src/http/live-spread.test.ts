import { expect, test } from "vitest";
import { SPREAD, within_ms } from "./live-spread.ts";

test.each([
  [1, 0],
  [200, 0],
  [201, 402],
  [2_000, 4_000],
  [5_000, 10_000],
  [10_000_000, 600_000],
])("[FAN3] %i listeners of a process pull within %i ms", (listeners, expected) => {
  expect(within_ms(listeners, SPREAD)).toBe(expected);
});
