import type { ContentOf } from "@healthops/schema/collection";
import type { ruleSets } from "../collections/rule-sets.ts";
import type { BreakBand } from "../terms/breaks.ts";
import { STATUTORY_BREAKS } from "../terms/breaks.ts";
import type { LeaveBand } from "../terms/leave-table.ts";
import { STATUTORY_LEAVE } from "../terms/leave-table.ts";

type Given = ContentOf<typeof ruleSets>;

/** The rules of working time from a day on, as the calculations use them: nothing left empty. */
export interface RuleSet extends Omit<Given, "breaks" | "leave" | "name"> {
  readonly breaks: readonly BreakBand[];
  readonly leave: readonly LeaveBand[];
}

/** What holds where nobody has written a rule set: the statute's numbers. */
export const DEFAULT_RULE_SET: RuleSet = {
  validFrom: "1950-01-01",
  weeklyLimitMinutes: 2700,
  overtimePercent: 150,
  extraWorkPercent: 125,
  dailyLimitMinutes: 660,
  nightLimitMinutes: 450,
  nightStart: "20:00",
  nightEnd: "06:00",
  restDayPercent: 150,
  holidayPercent: 100,
  roundingMinutes: 30,
  yearlyCapMinutes: 16_200,
  monthlyHours: 225,
  workdaysPerWeek: 5,
  restWeekday: 7,
  breaks: STATUTORY_BREAKS,
  leave: STATUTORY_LEAVE,
  leaveDaysByAge: 20,
};

/** A rule set's record as the calculations use it; empty tables are the statute's. */
export function ruleSetOf(given: Given): RuleSet {
  return {
    ...given,
    breaks: isBreaks(given.breaks) ? given.breaks : STATUTORY_BREAKS,
    leave: isLeave(given.leave) ? given.leave : STATUTORY_LEAVE,
  };
}

/** The rule set in force on a day: the one that began last; the default before any began. */
export function ruleSetAt(sets: readonly RuleSet[], date: string): RuleSet {
  let found = DEFAULT_RULE_SET;
  for (const set of sets) {
    if (set.validFrom <= date && set.validFrom >= found.validFrom) found = set;
  }
  return found;
}

/**
 * Whether a value is a table of breaks: at least one band, limits rising, the last without one, and
 * breaks that never shrink, so that who stays longer is never paid for less.
 */
export function isBreaks(value: unknown): value is readonly BreakBand[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  let limit = 0;
  let least = 0;
  return value.every((band: unknown, at) => {
    if (!isObject(band)) return false;
    const { upToMinutes, breakMinutes } = band;
    if (!isWhole(breakMinutes) || breakMinutes < least) return false;
    least = breakMinutes;
    if (at === value.length - 1) return upToMinutes === null;
    if (!isWhole(upToMinutes) || upToMinutes <= limit) return false;
    limit = upToMinutes;
    return true;
  });
}

/** Whether a value is a table of annual leave: bands by rising years, each with its days. */
export function isLeave(value: unknown): value is readonly LeaveBand[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  let from = 0;
  return value.every((band: unknown) => {
    if (!isObject(band)) return false;
    const { fromYears, days } = band;
    if (!isWhole(fromYears) || !isWhole(days) || fromYears <= from || days > 366) return false;
    from = fromYears;
    return true;
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isWhole(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
