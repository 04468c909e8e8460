import { expect, test } from "vitest";
import { firstSyncOf, firstSyncProgress } from "./first-sync.ts";

const FIRST = {
  lastSyncAt_ms: null,
  online: true,
  signInNeeded: false,
  lastError: null,
  phase: { kind: "idle" },
} as const;
const PULLING = { kind: "pulling", received: 0, remaining: null } as const;

test("the first sync goes on until the hub's state is here", () => {
  expect(firstSyncOf(FIRST)).toBe("goes_on");
  expect(firstSyncOf({ ...FIRST, online: "unknown" })).toBe("goes_on");
  expect(firstSyncOf({ ...FIRST, lastSyncAt_ms: 7 })).toBe("over");
  expect(firstSyncOf({ ...FIRST, lastSyncAt_ms: 7, online: false })).toBe("over");
});

test("it stands still while there is no network, syncing is off, or the hub turned it away", () => {
  const lastError = { code: "x", message: "" };
  expect(firstSyncOf({ ...FIRST, online: false })).toBe("stands_still");
  expect(firstSyncOf({ ...FIRST, off: true })).toBe("stands_still");
  expect(firstSyncOf({ ...FIRST, signInNeeded: true })).toBe("stands_still");
  expect(firstSyncOf({ ...FIRST, lastError })).toBe("stands_still");
  expect(firstSyncOf({ ...FIRST, lastError, phase: PULLING })).toBe("goes_on");
  expect(firstSyncOf({ ...FIRST, off: true, phase: PULLING })).toBe("goes_on");
});

test("how far it is shows once the hub has said how much there is", () => {
  expect(firstSyncProgress(FIRST)).toBeNull();
  expect(firstSyncProgress({ phase: PULLING })).toBeNull();
  expect(firstSyncProgress({ phase: { ...PULLING, received: 20, remaining: 60 } })).toEqual({
    received: 20,
    all: 80,
  });
});
