import type { Status } from "@healthops/replica/status/status";

type Known = Pick<
  Status,
  "lastSyncAt_ms" | "online" | "off" | "signInNeeded" | "lastError" | "phase"
>;

/**
 * Whether this device has had the hub's state: not yet, and it is coming; not yet, and something stands
 * in the way. Until it is `over` nobody can say that there are none of anything.
 */
export type FirstSync = "over" | "goes_on" | "stands_still";

export function firstSyncOf(status: Known): FirstSync {
  const { lastSyncAt_ms, online, off, signInNeeded, lastError, phase } = status;
  if (lastSyncAt_ms !== null) return "over";
  if (signInNeeded || online === false) return "stands_still";
  if (phase.kind === "pulling") return "goes_on";
  return off === true || lastError !== null ? "stands_still" : "goes_on";
}

/** How much has come, and of how much; null while the hub has not said. */
export function firstSyncProgress({
  phase,
}: Pick<Status, "phase">): { readonly received: number; readonly all: number } | null {
  if (phase.kind !== "pulling" || phase.remaining === null) return null;
  const all = phase.received + phase.remaining;
  return all === 0 ? null : { received: phase.received, all };
}
