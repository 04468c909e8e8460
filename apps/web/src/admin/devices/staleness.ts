import type { Device } from "@healthops/protocol/wire/admin";

export type Tone = "good" | "warn" | "bad" | "quiet";

const DAY_MS = 86_400_000;
/** A day without a sync is worth a look, a week means that something is wrong. */
const LATE_MS = DAY_MS;
const STALE_MS = 7 * DAY_MS;

/** How a last sync looks: amber after a day, red after a week; `null` never was one. */
export function toneOfSync(at: string | null, now_ms: number): Tone {
  if (at === null) return "quiet";
  const age_ms = now_ms - Date.parse(at);
  if (age_ms > STALE_MS) return "bad";
  return age_ms > LATE_MS ? "warn" : "good";
}

/** When a device last synced, in either direction; null: never. */
export function lastSyncOf(device: Pick<Device, "lastPushAt" | "lastPullAt">): string | null {
  const { lastPushAt: push, lastPullAt: pull } = device;
  if (push === null || pull === null) return push ?? pull;
  return Date.parse(push) > Date.parse(pull) ? push : pull;
}
