import { expect, test } from "vitest";
import { runsOf } from "./runs.ts";

test("neighbours with the same value make one run; a gap or another value begins the next", () => {
  const entries = [
    [1, "a"],
    [2, "a"],
    [3, "b"],
    [5, "b"],
    [4, "b"],
    [5, "b"],
  ] as const;
  expect(runsOf(entries.map(([localId, value]) => ({ localId, value })))).toEqual([
    { first: 1, last: 2, value: "a" },
    { first: 3, last: 3, value: "b" },
    { first: 5, last: 5, value: "b" },
    { first: 4, last: 5, value: "b" },
  ]);
  expect(runsOf([])).toEqual([]);
});
