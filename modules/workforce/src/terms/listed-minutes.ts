import { breakDue, STATUTORY_BREAKS } from "./breaks.ts";
import { minutesOfHours, minutesOfTime, spanMinutes } from "./minutes.ts";

/** The fields of an entry that say how long somebody worked. */
export interface TimedEntry {
  readonly startTime: string | null;
  readonly endTime: string | null;
  readonly breakMinutes: number | null;
  readonly hours: number | null;
}

interface ListedEntry extends TimedEntry {
  /** What the change of the region's clocks adds or takes; empty: nothing. */
  readonly clockMinutes: number | null;
}

/**
 * Net minutes of an entry as lists and dashboards show them: the hours that were typed, or end −
 * start − break, with the statutory break where none was given. Null when the entry says neither. It
 * knows no codes and no rule sets: payroll totals come from the rules.
 */
export function listedMinutes(entry: ListedEntry): number | null {
  if (entry.hours !== null) return minutesOfHours(entry.hours);
  const start = minutesOfTime(entry.startTime);
  const end = minutesOfTime(entry.endTime);
  if (start === null || end === null) return null;
  const present = spanMinutes(start, end) + (entry.clockMinutes ?? 0);
  return Math.max(0, present - (entry.breakMinutes ?? breakDue(STATUTORY_BREAKS, present)));
}
