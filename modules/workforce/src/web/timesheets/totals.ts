import type { EmployeeTotals } from "../../rules/employee-totals.ts";
import type { Total } from "../../rules/total.ts";

/** The totals of a row, in the order of the columns. */
export const TOTAL_IDS = [
  "worked",
  "overtime",
  "extraWork",
  "restDay",
  "holiday",
  "night",
  "days",
  "leave",
] as const;
export type TotalId = (typeof TOTAL_IDS)[number];

/** Those that always show; the others only in months where somebody has any. */
const ALWAYS: ReadonlySet<TotalId> = new Set(["worked", "overtime", "days", "leave"]);

/** A total in hours, or in days. */
export function totalValue(id: TotalId, totals: EmployeeTotals): number {
  if (id === "days") return totals.workedDays;
  if (id === "leave") return totals.days.annual_leave ?? 0;
  return totals[id].minutes / 60;
}

/** The parts of a total that is a sum of minutes; null for those that count days. */
export function totalParts(id: TotalId, totals: EmployeeTotals): Total | null {
  return id === "days" || id === "leave" ? null : totals[id];
}

/** The totals worth a column in a month. */
export function shownTotals(rows: readonly EmployeeTotals[]): readonly TotalId[] {
  return TOTAL_IDS.filter(
    (id) => ALWAYS.has(id) || rows.some((totals) => totalValue(id, totals) > 0),
  );
}
