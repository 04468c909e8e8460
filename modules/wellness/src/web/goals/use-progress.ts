import type { Totals } from "@healthops/schema/list/totals";
import { useTotals } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { addDays, mondayOf } from "@healthops/base/days";
import type { GoalKind } from "../../goals/active-goals.ts";
import { exerciseTotalsQuery, mealTotalsQuery } from "../../totals.ts";

/** How far somebody is today, or this week, in the measure of each goal but the weight. */
export function useProgress(
  today: string,
): Readonly<Record<Exclude<GoalKind, "body_weight">, number>> {
  const { personId } = useIdentity();
  const from = mondayOf(today);
  const week = { personId, from, to: addDays(from, 6) };
  const done = valueOr(useTotals("exercises", exerciseTotalsQuery("week", week)), null);
  const eaten = valueOr(
    useTotals("meals", mealTotalsQuery("day", { personId, from: today, to: today })),
    null,
  );
  return {
    weekly_minutes: first(done, "minutes"),
    weekly_burned: first(done, "burnedKcal"),
    daily_eaten: first(eaten, "eatenKcal"),
    daily_protein: first(eaten, "proteinG"),
    daily_fibre: first(eaten, "fibreG"),
  };
}

function first(totals: readonly Totals[] | null, measure: string): number {
  const value = totals?.[0]?.values[measure];
  return typeof value === "number" ? value : 0;
}
