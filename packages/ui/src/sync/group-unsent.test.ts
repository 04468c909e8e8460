import type { PendingGroup } from "@healthops/replica/outbox/pending-groups";
import { expect, test } from "vitest";
import { groupUnsent } from "./group-unsent.ts";

const group = (at: number, ...changes: readonly [string, string][]): PendingGroup => ({
  group: at,
  state: "waiting",
  deviceTime_ms: at,
  changes: changes.map(([collection, id]) => ({
    collection,
    id,
    op: "update",
    fields: {},
    refusal: id === "bad" ? { code: "invalid_record", message: "-", faults: [] } : null,
  })),
});

test("what waits is told by kind of record, most first, each record once and the latest first", () => {
  const kinds = groupUnsent([
    group(1, ["meals", "a"]),
    group(2, ["weights", "w"]),
    group(3, ["meals", "b"]),
    group(4, ["meals", "a"], ["meals", "bad"]),
  ]);
  expect(kinds.map(({ collection, changes, ids }) => [collection, changes, ids])).toEqual([
    ["meals", 4, ["a", "bad", "b"]],
    ["weights", 1, ["w"]],
  ]);
  expect(kinds[0]?.refusal?.code).toBe("invalid_record");
  expect(kinds[1]?.refusal).toBeNull();
});
