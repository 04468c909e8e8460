import type { Goal, GoalKind } from "../../goals/active-goals.ts";
import type { TrendPeriod } from "../../trends/periods.ts";
import type { DayColumns } from "./use-columns.ts";

/** What every trend is drawn from. */
export interface TrendProps {
  readonly by: TrendPeriod;
  readonly periods: readonly string[];
  /** By the periods that are drawn. */
  readonly columns: DayColumns;
  /** By days, for averages: of the time that is shown, and of the time before. */
  readonly days: DayColumns;
  readonly before: DayColumns;
  readonly goals: Partial<Record<GoalKind, Goal>>;
  /** Energy at rest of a day; null when the profile does not say. */
  readonly restKcal: number | null;
}
