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

/** The day that many days later. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_ms).toISOString().slice(0, 10);
}

/** The month `YYYY-MM` that many months later. */
export function monthsAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** First and last day of a month `YYYY-MM`. */
function rangeOfMonth(month: string): DayRange {
  return { from: `${month}-01`, to: daysAfter(`${monthsAfter(month, 1)}-01`, -1) };
}

/** The days of a preset as seen from today; those that are under way reach to their end. */
export function rangeOfPreset(preset: PeriodPreset, today: string): DayRange {
  const month = today.slice(0, 7);
  const year = Number(today.slice(0, 4));
  switch (preset) {
    case "last_7":
      return { from: daysAfter(today, -6), to: today };
    case "last_28":
      return { from: daysAfter(today, -27), to: today };
    case "this_month":
      return rangeOfMonth(month);
    case "last_month":
      return rangeOfMonth(monthsAfter(month, -1));
    case "this_quarter": {
      const first = monthsAfter(month, -((Number(month.slice(5)) - 1) % 3));
      return { from: `${first}-01`, to: rangeOfMonth(monthsAfter(first, 2)).to };
    }
    case "this_year":
      return { from: `${year}-01-01`, to: `${year}-12-31` };
    case "last_year":
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
    case "last_12_months":
      return { from: `${monthsAfter(month, -11)}-01`, to: rangeOfMonth(month).to };
  }
}

/** The first day of the group that a day lies in; weeks begin on Monday. */
export function groupStart(day: string, by: GroupBy): string {
  if (by === "day") return day;
  if (by === "month") return `${day.slice(0, 7)}-01`;
  // 1970-01-01 was a Thursday.
  const days = Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_ms);
  return daysAfter(day, -((((days + 3) % 7) + 7) % 7));
}

/** The first days of all groups that a range touches, oldest first. */
export function groupsIn({ from, to }: DayRange, by: GroupBy): readonly string[] {
  const found: string[] = [];
  for (let day = groupStart(from, by); day <= to;) {
    found.push(day);
    day =
      by === "month"
        ? `${monthsAfter(day.slice(0, 7), 1)}-01`
        : daysAfter(day, by === "day" ? 1 : 7);
  }
  return found;
}

/** How many days a range has. */
export function daysOf({ from, to }: DayRange): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_ms) + 1;
}

/** Whether an address names a day that exists, in a time that reports look at. */
export function isReportDay(text: string | undefined): text is string {
  if (text === undefined || !/^(19|2[01])\d{2}-\d{2}-\d{2}$/u.test(text)) return false;
  const time_ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time_ms) && new Date(time_ms).toISOString().startsWith(text);
}

/** Whether an address names a month `YYYY-MM`. */
export function isReportMonth(text: string | undefined): text is string {
  return text !== undefined && /^(19|2[01])\d{2}-(0[1-9]|1[0-2])$/u.test(text);
}
