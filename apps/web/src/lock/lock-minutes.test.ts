import { expect, test } from "vitest";
import { lockMinutes } from "./lock-minutes.ts";

test.each([
  ["nothing is kept", null, 10],
  ["a person chose", 25, 25],
  ["somebody tries to turn it off", 0, 1],
  ["it is too long", 600, 60],
  ["it is no number", "never", 10],
])("when %s", (_what, kept, minutes) => {
  expect(lockMinutes(kept)).toBe(minutes);
});
