import { expect, test } from "vitest";
import { storageConcern } from "./storage-concern.ts";

const report = { kind: "opfs", persisted: true, quota_bytes: 100 } as const;

test.each([
  ["a browser without lasting storage", null, "missing"],
  ["a device that is nearly full", { ...report, used_bytes: 91 }, "nearly_full"],
  ["a device with room", { ...report, used_bytes: 10 }, null],
  ["a browser that tells no quota", { ...report, used_bytes: 0, quota_bytes: 0 }, null],
])("%s", (_what, said, concern) => {
  expect(storageConcern(said)).toBe(concern);
});
