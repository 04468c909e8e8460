import type { GridEntry, GridEmployee, MonthPlan } from "./month-grid.ts";
import { gridRange } from "./month-grid.ts";

/** The months of a year, `YYYY-MM`. */
export function monthsOfYear(year: string): readonly string[] {
  return Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, "0")}`);
}

/** The days whose entries a year needs: from the Monday of its first week. */
export function yearRange(year: string): { readonly from: string; readonly to: string } {
  return { from: gridRange(`${year}-01`).from, to: `${year}-12-31` };
}

/**
 * Overtime minutes of an employee in a calendar year, rounded as each month pays them. `plans` are the
 * year's months; `entries` are the employee's, of the days of `yearRange`, in any order.
 */
export function yearOvertime(
  plans: readonly MonthPlan[],
  employee: GridEmployee,
  entries: readonly GridEntry[],
): number {
  return plans.reduce((sum, plan) => sum + plan.row(employee, entries).totals.overtime.minutes, 0);
}
