import { addDays, addMonths, isDay, mondayOf } from "@healthops/base/days";

const DAY_ms = 86_400_000;

/** Days `YYYY-MM-DD`, both ends included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** Periods that go on with the calendar, so that an address stays useful. */
export const PERIOD_PRESETS = [
  "last_7",
  "last_28",
  "this_month",
  "last_month",
  "this_quarter",
  "this_year",
  "last_year",
  "last_12_months",
] as const;
export type PeriodPreset = (typeof PERIOD_PRESETS)[number];

export const GROUPINGS = ["day", "week", "month"] as const;
export type GroupBy = (typeof GROUPINGS)[number];

/** First and last day of a month `YYYY-MM`. */
function rangeOfMonth(month: string): DayRange {
  return { from: `${month}-01`, to: addDays(`${addMonths(month, 1)}-01`, -1) };
}

/** The days of a preset as seen from today; those that are under way reach to their end. */
export function rangeOfPreset(preset: PeriodPreset, today: string): DayRange {
  const month = today.slice(0, 7);
  const year = Number(today.slice(0, 4));
  switch (preset) {
    case "last_7":
      return { from: addDays(today, -6), to: today };
    case "last_28":
      return { from: addDays(today, -27), to: today };
    case "this_month":
      return rangeOfMonth(month);
    case "last_month":
      return rangeOfMonth(addMonths(month, -1));
    case "this_quarter": {
      const first = addMonths(month, -((Number(month.slice(5)) - 1) % 3));
      return { from: `${first}-01`, to: rangeOfMonth(addMonths(first, 2)).to };
    }
    case "this_year":
      return { from: `${year}-01-01`, to: `${year}-12-31` };
    case "last_year":
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
    case "last_12_months":
      return { from: `${addMonths(month, -11)}-01`, to: rangeOfMonth(month).to };
  }
}

/** The first day of the group that a day lies in; weeks begin on Monday. */
export function groupStart(day: string, by: GroupBy): string {
  if (by === "day") return day;
  if (by === "month") return `${day.slice(0, 7)}-01`;
  return mondayOf(day);
}

/** The first days of all groups that a range touches, oldest first. */
export function groupsIn({ from, to }: DayRange, by: GroupBy): readonly string[] {
  const found: string[] = [];
  for (let day = groupStart(from, by); day <= to;) {
    found.push(day);
    day =
      by === "month" ? `${addMonths(day.slice(0, 7), 1)}-01` : addDays(day, by === "day" ? 1 : 7);
  }
  return found;
}

/** How many days a range has. */
export function daysOf({ from, to }: DayRange): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_ms) + 1;
}

/** Whether an address names a day that exists, in a time that reports look at. */
export function isReportDay(text: string | undefined): text is string {
  return isDay(text) && /^(19|2[01])/u.test(text);
}

/** Whether an address names a month `YYYY-MM`. */
export function isReportMonth(text: string | undefined): text is string {
  return text !== undefined && /^(19|2[01])\d{2}-(0[1-9]|1[0-2])$/u.test(text);
}
