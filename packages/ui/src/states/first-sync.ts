import type { Status } from "@healthops/replica/status/status";

type Known = Pick<Status, "lastSyncAt_ms" | "online" | "off" | "signInNeeded" | "lastError">;

/** Whether this device has never had the hub's state, and is getting it. */
export function firstSyncGoesOn(status: Known): boolean {
  const { lastSyncAt_ms, online, off, signInNeeded, lastError } = status;
  if (lastSyncAt_ms !== null || off === true || signInNeeded) return false;
  return online !== false && lastError === null;
}
