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
  return valueOfUnits(id, totalUnits(id, totals));
}

/** A total in whole minutes, or in whole days. */
export function totalUnits(id: TotalId, totals: EmployeeTotals): number {
  if (id === "days") return totals.workedDays;
  if (id === "leave") return totals.days.annual_leave ?? 0;
  return totals[id].minutes;
}

/** Minutes as hours; days stay days. */
export function valueOfUnits(id: TotalId, units: number): number {
  return id === "days" || id === "leave" ? units : units / 60;
}

/** The parts of a total that is a sum of minutes; null for those that count days. */
export function totalParts(id: TotalId, totals: EmployeeTotals): Total | null {
  return id === "days" || id === "leave" ? null : totals[id];
}

/** The totals worth a column in a month: `had` are those of which somebody has any. */
export function shownTotals(had: ReadonlySet<TotalId>): readonly TotalId[] {
  return TOTAL_IDS.filter((id) => ALWAYS.has(id) || had.has(id));
}
