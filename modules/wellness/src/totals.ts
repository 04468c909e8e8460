import type { TotalsQuery } from "@healthops/schema/list/totals";
import { mondayOf } from "@healthops/base/days";
import type { TrendPeriod } from "./trends/periods.ts";

/** What totals look at in an exercise. */
export interface ExerciseFacts {
  readonly performedOn: string;
  readonly durationMinutes: number;
  readonly totalKcal: number | null;
}

/** What totals look at in a meal. */
export interface MealFacts {
  readonly eatenOn: string;
  readonly totalKcal: number | null;
  readonly proteinG: number | null;
  readonly carbohydrateG: number | null;
  readonly fatG: number | null;
  readonly fibreG: number | null;
}

/** A day, or a week by its Monday, in numbers: minutes, kcal and grams. */
export interface PeriodTotals {
  readonly from: string;
  readonly exercises: number;
  readonly minutes: number;
  readonly burnedKcal: number;
  readonly meals: number;
  readonly eatenKcal: number;
  readonly proteinG: number;
  readonly carbohydrateG: number;
  readonly fatG: number;
  readonly fibreG: number;
}

/** Totals of every day that has an entry, oldest first. What is not known counts as nothing. */
export function dailyTotals(
  exercises: readonly ExerciseFacts[],
  meals: readonly MealFacts[],
): readonly PeriodTotals[] {
  return periodTotals(exercises, meals, (day) => day);
}

/** Totals of every ISO week (Monday to Sunday) that has an entry, oldest first. */
export function weeklyTotals(
  exercises: readonly ExerciseFacts[],
  meals: readonly MealFacts[],
): readonly PeriodTotals[] {
  return periodTotals(exercises, meals, mondayOf);
}

/** The days that totals are about, and whose: both ends included. */
export interface TotalsRange {
  readonly personId: string;
  readonly from: string;
  readonly to: string;
}

/** The same of exercises as a query for hub or replica: measures named as in {@link PeriodTotals}. */
export function exerciseTotalsQuery(by: TrendPeriod, range: TotalsRange): TotalsQuery {
  return {
    where: inRange("performedOn", range),
    groupBy: [{ field: "performedOn", by }],
    measures: {
      exercises: { op: "count" },
      minutes: { op: "sum", field: "durationMinutes" },
      burnedKcal: { op: "sum", field: "totalKcal" },
    },
  };
}

/** The same of meals. */
export function mealTotalsQuery(by: TrendPeriod, range: TotalsRange): TotalsQuery {
  return {
    where: inRange("eatenOn", range),
    groupBy: [{ field: "eatenOn", by }],
    measures: {
      meals: { op: "count" },
      eatenKcal: { op: "sum", field: "totalKcal" },
      proteinG: { op: "sum", field: "proteinG" },
      carbohydrateG: { op: "sum", field: "carbohydrateG" },
      fatG: { op: "sum", field: "fatG" },
      fibreG: { op: "sum", field: "fibreG" },
    },
  };
}

/** The average weight of each period, as a query. */
export function weightTotalsQuery(by: TrendPeriod, range: TotalsRange): TotalsQuery {
  return {
    where: inRange("measuredOn", range),
    groupBy: [{ field: "measuredOn", by }],
    measures: { weightKg: { op: "avg", field: "weightKg" } },
  };
}

function inRange(
  field: string,
  { personId, from, to }: TotalsRange,
): TotalsQuery["where"] & object {
  return {
    all: [
      { field: "personId", op: "eq", value: personId },
      { field, op: "between", value: [from, to] },
    ],
  };
}

type Sums = { -readonly [K in keyof PeriodTotals]: PeriodTotals[K] };

function periodTotals(
  exercises: readonly ExerciseFacts[],
  meals: readonly MealFacts[],
  periodOf: (day: string) => string,
): readonly PeriodTotals[] {
  const periods = new Map<string, Sums>();
  const sumsOf = (day: string): Sums => {
    const from = periodOf(day);
    const sums = periods.get(from) ?? emptySums(from);
    periods.set(from, sums);
    return sums;
  };
  for (const exercise of exercises) {
    const sums = sumsOf(exercise.performedOn);
    sums.exercises += 1;
    sums.minutes += exercise.durationMinutes;
    sums.burnedKcal += exercise.totalKcal ?? 0;
  }
  for (const meal of meals) {
    const sums = sumsOf(meal.eatenOn);
    sums.meals += 1;
    sums.eatenKcal += meal.totalKcal ?? 0;
    sums.proteinG += meal.proteinG ?? 0;
    sums.carbohydrateG += meal.carbohydrateG ?? 0;
    sums.fatG += meal.fatG ?? 0;
    sums.fibreG += meal.fibreG ?? 0;
  }
  return [...periods.values()].map(tidied).toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

function emptySums(from: string): Sums {
  return {
    from,
    exercises: 0,
    minutes: 0,
    burnedKcal: 0,
    meals: 0,
    eatenKcal: 0,
    proteinG: 0,
    carbohydrateG: 0,
    fatG: 0,
    fibreG: 0,
  };
}

/** Sums of decimals without what binary arithmetic adds behind them; two digits, as the fields have. */
function tidied(sums: Sums): PeriodTotals {
  const { from, ...numbers } = sums;
  const tidy = Object.entries(numbers).map(([name, value]) => [name, Number(value.toFixed(2))]);
  return { from, ...(Object.fromEntries(tidy) as Omit<PeriodTotals, "from">) };
}
