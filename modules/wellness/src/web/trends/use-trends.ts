import type { Totals } from "@healthops/schema/list/totals";
import { useTotals } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useMemo } from "react";
import { exerciseTotalsQuery, mealTotalsQuery, weightTotalsQuery } from "../../totals.ts";
import type { Range, TrendPeriod } from "../../trends/periods.ts";

/** The totals of a range: each day's, out of which everything else is made; null while they are read. */
export interface TrendTotals {
  readonly meals: readonly Totals[];
  readonly exercises: readonly Totals[];
  readonly weights: readonly Totals[];
}

/** Totals of the person's entries over a range by a period, live; grouped by the database. */
export function useTrendTotals(range: Range, by: TrendPeriod): TrendTotals | null {
  const { personId } = useIdentity();
  const of = { personId, ...range };
  const meals = valueOr(useTotals("meals", mealTotalsQuery(by, of)), null);
  const exercises = valueOr(useTotals("exercises", exerciseTotalsQuery(by, of)), null);
  const weights = valueOr(useTotals("weights", weightTotalsQuery(by, of)), null);
  return useMemo(
    () =>
      meals === null || exercises === null || weights === null
        ? null
        : { meals, exercises, weights },
    [meals, exercises, weights],
  );
}
