import { expect, test } from "vitest";
import { firstSyncGoesOn } from "./first-sync.ts";

const FIRST = {
  lastSyncAt_ms: null,
  online: true,
  signInNeeded: false,
  lastError: null,
} as const;

test("the first sync goes on until the hub's state is here", () => {
  expect(firstSyncGoesOn(FIRST)).toBe(true);
  expect(firstSyncGoesOn({ ...FIRST, online: "unknown" })).toBe(true);
  expect(firstSyncGoesOn({ ...FIRST, lastSyncAt_ms: 7 })).toBe(false);
});

test("nothing comes while there is no network, syncing is off, or the hub turned it away", () => {
  expect(firstSyncGoesOn({ ...FIRST, online: false })).toBe(false);
  expect(firstSyncGoesOn({ ...FIRST, off: true })).toBe(false);
  expect(firstSyncGoesOn({ ...FIRST, signInNeeded: true })).toBe(false);
  expect(firstSyncGoesOn({ ...FIRST, lastError: { code: "x", message: "" } })).toBe(false);
});
