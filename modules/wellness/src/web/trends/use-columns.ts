import { useMemo } from "react";
import type { Range, TrendPeriod } from "../../trends/periods.ts";
import { periodsIn } from "../../trends/periods.ts";
import type { Column } from "../../trends/trend.ts";
import { averagedBy, columnOf, summedBy } from "../../trends/trend.ts";
import type { TrendTotals } from "./use-trends.ts";

/** What the charts draw, each by the same periods. */
export interface DayColumns {
  readonly eatenKcal: Column;
  readonly burnedKcal: Column;
  readonly minutes: Column;
  readonly proteinG: Column;
  readonly carbohydrateG: Column;
  readonly fatG: Column;
  readonly weightKg: Column;
}

/** The columns of every day of a range; null while the totals are read. */
export function useDayColumns(totals: TrendTotals | null, range: Range): DayColumns | null {
  const { from, to } = range;
  return useMemo(() => {
    if (totals === null) return null;
    const days = periodsIn({ from, to }, "day");
    return {
      eatenKcal: columnOf(totals.meals, "eatenKcal", days),
      burnedKcal: columnOf(totals.exercises, "burnedKcal", days),
      minutes: columnOf(totals.exercises, "minutes", days),
      proteinG: columnOf(totals.meals, "proteinG", days),
      carbohydrateG: columnOf(totals.meals, "carbohydrateG", days),
      fatG: columnOf(totals.meals, "fatG", days),
      weightKg: columnOf(totals.weights, "weightKg", days),
    };
  }, [totals, from, to]);
}

/** Days put together by periods: averages of a day, but minutes and energy burned as they are done. */
export function byPeriod(days: DayColumns, range: Range, by: TrendPeriod): DayColumns {
  if (by === "day") return days;
  const average = (column: Column): Column => averagedBy(column, range, by);
  return {
    eatenKcal: average(days.eatenKcal),
    burnedKcal: dailyOf(days.burnedKcal, range, by),
    minutes: summedBy(days.minutes, range, by),
    proteinG: average(days.proteinG),
    carbohydrateG: average(days.carbohydrateG),
    fatG: average(days.fatG),
    weightKg: average(days.weightKg),
  };
}

/** A day without exercise burned nothing by it: its average counts every day. */
function dailyOf(column: Column, range: Range, by: TrendPeriod): Column {
  return averagedBy(
    column.map((value) => value ?? 0),
    range,
    by,
  );
}
