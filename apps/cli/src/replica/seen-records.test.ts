import { expect, test } from "vitest";
import type { Seen } from "./seen-records.ts";
import { changesBetween } from "./seen-records.ts";

test("what happened between two moments is added, changed and removed records", () => {
  const before: Seen = new Map([
    ["same", { version: 1, state: "" }],
    ["newer", { version: 1, state: "" }],
    ["edited", { version: 1, state: "" }],
    ["gone", { version: 1, state: "" }],
  ]);
  const now: Seen = new Map([
    ["same", { version: 1, state: "" }],
    ["newer", { version: 2, state: "" }],
    ["edited", { version: 1, state: "waiting" }],
    ["fresh", { version: 0, state: "waiting" }],
  ]);
  expect(changesBetween(before, now)).toEqual([
    { event: "changed", id: "newer", state: "" },
    { event: "changed", id: "edited", state: "waiting" },
    { event: "added", id: "fresh", state: "waiting" },
    { event: "removed", id: "gone", state: "" },
  ]);
});
