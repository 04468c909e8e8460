import { dayInZone } from "@healthops/base/time-zone";
import type { Content } from "../record.ts";

/** By which clock a site's days go. */
export interface SiteClock {
  /** Null: nobody said; whoever looks takes their own. */
  readonly timeZone: string | null;
  /** Minutes after midnight at which its day begins. */
  readonly dayStart_min: number;
}

/** The clock of a site that says nothing of it. */
export const NO_CLOCK: SiteClock = { timeZone: null, dayStart_min: 0 };

/** The clock of a record of `sites`. */
export function siteClockOf(site: Content | null): SiteClock {
  if (site === null) return NO_CLOCK;
  const { timeZone, dayStart } = site;
  const [hours = 0, minutes = 0] =
    typeof dayStart === "string" ? dayStart.split(":").map(Number) : [];
  return {
    timeZone: typeof timeZone === "string" ? timeZone : null,
    dayStart_min: hours * 60 + minutes,
  };
}

/** The day of a site at a moment; `ownZone` is that of whoever looks. */
export function dayAtSite(clock: SiteClock, at_ms: number, ownZone: string): string {
  return dayInZone(clock.timeZone ?? ownZone, at_ms, clock.dayStart_min);
}
