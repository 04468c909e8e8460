import type { Period } from "@healthops/schema/list/totals";
import { addDays, mondayOf } from "@healthops/base/days";

/** What a point of a trend stands for. */
export type TrendPeriod = Extract<Period, "day" | "week" | "month">;
export const TREND_PERIODS: readonly TrendPeriod[] = ["day", "week", "month"];

/** Days, both ends included. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

const DAY_ms = 86_400_000;
/** How many periods a trend shows when nobody says. */
const SHOWN: Readonly<Record<TrendPeriod, number>> = { day: 28, week: 26, month: 12 };
const PERIODS_MAX = 800;

/** The first days of all periods that a range touches, oldest first. */
export function periodsIn({ from, to }: Range, by: TrendPeriod): readonly string[] {
  const found: string[] = [];
  for (let day = startOf(from, by); day <= to && found.length < PERIODS_MAX;) {
    found.push(day);
    day = next(day, by);
  }
  return found;
}

/** The usual range of a trend: whole periods, the last one with the day `to` in it. */
export function usualRange(to: string, by: TrendPeriod): Range {
  let from = startOf(to, by);
  for (let count = 1; count < SHOWN[by]; count += 1) from = startOf(addDays(from, -1), by);
  return { from, to };
}

/** The range of the same length right before. */
export function rangeBefore({ from, to }: Range): Range {
  const length = daysIn({ from, to });
  return { from: addDays(from, -length), to: addDays(from, -1) };
}

/** The range of the same length right after. */
export function rangeAfter({ from, to }: Range): Range {
  const length = daysIn({ from, to });
  return { from: addDays(to, 1), to: addDays(to, length) };
}

/** How many days a range has. */
export function daysIn({ from, to }: Range): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_ms) + 1;
}

/** The first day of the period that totals call so: a month is `2026-03` there. */
export function dayOfGroup(group: string): string {
  return group.length === 7 ? `${group}-01` : group;
}

/** The first day of the period that a day lies in. */
export function startOf(day: string, by: TrendPeriod): string {
  if (by === "day") return day;
  return by === "week" ? mondayOf(day) : `${day.slice(0, 7)}-01`;
}

function next(day: string, by: TrendPeriod): string {
  if (by !== "month") return addDays(day, by === "day" ? 1 : 7);
  return `${addDays(day, 31).slice(0, 7)}-01`;
}
