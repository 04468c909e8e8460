import { expect, test } from "vitest";
import { lastSyncOf, toneOfSync } from "./staleness.ts";

const NOW = Date.parse("2026-03-10T12:00:00Z");

test.each([
  ["2026-03-10T11:59:00Z", "good"],
  ["2026-03-09T12:00:01Z", "good"],
  ["2026-03-09T11:59:59Z", "warn"],
  ["2026-03-03T12:00:01Z", "warn"],
  ["2026-03-03T11:59:59Z", "bad"],
  [null, "quiet"],
] as const)("a last sync at %s is %s", (at, tone) => {
  expect(toneOfSync(at, NOW)).toBe(tone);
});

test("a device's last sync is the later of sending and receiving", () => {
  const early = "2026-03-01T00:00:00Z";
  const late = "2026-03-02T00:00:00.5Z";
  expect(lastSyncOf({ lastPushAt: early, lastPullAt: late })).toBe(late);
  expect(lastSyncOf({ lastPushAt: late, lastPullAt: early })).toBe(late);
  expect(lastSyncOf({ lastPushAt: null, lastPullAt: early })).toBe(early);
  expect(lastSyncOf({ lastPushAt: null, lastPullAt: null })).toBeNull();
});
