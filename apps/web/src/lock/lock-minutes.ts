import type { JsonValue } from "@healthops/schema/field";

/** Name under which a person keeps after how many minutes without input everything locks. */
export const LOCK_MINUTES = "lock.minutes";

export const LEAST_MINUTES = 1;
export const MOST_MINUTES = 60;
export const USUAL_MINUTES = 10;

/** The minutes out of what is kept: within what is allowed, whatever was kept. It is never off. */
export function lockMinutes(kept: JsonValue | null): number {
  if (typeof kept !== "number" || !Number.isFinite(kept)) return USUAL_MINUTES;
  return Math.min(MOST_MINUTES, Math.max(LEAST_MINUTES, Math.round(kept)));
}
