import type { Totals } from "@healthops/schema/list/totals";
import { addDays } from "@healthops/base/days";
import type { Range, TrendPeriod } from "./periods.ts";
import { dayOfGroup, periodsIn, startOf } from "./periods.ts";

/** One measure over the periods of a range; null where nothing was entered. */
export type Column = readonly (number | null)[];

/** The values of one measure in the order of the periods. */
export function columnOf(
  totals: readonly Totals[],
  measure: string,
  periods: readonly string[],
): Column {
  const known = new Map(
    totals.map(({ group, values }) => [dayOfGroup(String(group[0])), values[measure] ?? null]),
  );
  return periods.map((period) => {
    const value = known.get(period) ?? null;
    return typeof value === "number" ? value : null;
  });
}

/** Sum of what is known; null when nothing is. */
function sumOf(column: Column): number | null {
  const known = column.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** How many periods have a value. */
export function knownIn(column: Column): number {
  return column.filter((value) => value !== null).length;
}

/** Average of the periods that have a value; null when none has. */
export function averageOf(column: Column): number | null {
  const sum = sumOf(column);
  return sum === null ? null : sum / knownIn(column);
}

/** What the days come to in a week; null when nothing is known. */
export function perWeek(days: Column): number | null {
  const sum = sumOf(days);
  return sum === null ? null : (sum / days.length) * 7;
}

/** A measure now and in the time before, and the share by which it changed; null where unknown. */
export interface Comparison {
  readonly now: number | null;
  readonly before: number | null;
  /** 0.1 is a tenth more. */
  readonly change: number | null;
}

export function compared(now: number | null, before: number | null): Comparison {
  const change = now === null || before === null || before === 0 ? null : (now - before) / before;
  return { now, before, change };
}

/** Days of a range put together by periods: the sum of what is known; null where nothing is. */
export function summedBy(days: Column, range: Range, by: TrendPeriod): Column {
  return partsOf(days, range, by).map(sumOf);
}

/** Days of a range put together by periods: the average of the days that have a value. */
export function averagedBy(days: Column, range: Range, by: TrendPeriod): Column {
  return partsOf(days, range, by).map(averageOf);
}

function partsOf(days: Column, range: Range, by: TrendPeriod): readonly Column[] {
  const parts = new Map<string, (number | null)[]>(
    periodsIn(range, by).map((period) => [period, []]),
  );
  for (const [at, value] of days.entries()) {
    parts.get(startOf(addDays(range.from, at), by))?.push(value);
  }
  return [...parts.values()];
}
