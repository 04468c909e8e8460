import { monthOf } from "../rules/calendar.ts";

/** Months of timesheets before the current one. */
const MONTHS = 12;

/** The twelve months before the current one, oldest first. */
export function monthsBefore(today: string): readonly string[] {
  const [year = 0, month = 0] = today.split("-").map(Number);
  return Array.from({ length: MONTHS }, (_, at) =>
    new Date(Date.UTC(year, month - 1 - MONTHS + at, 1)).toISOString().slice(0, 7),
  );
}

/** The month in which the demo's timesheets begin. */
export function firstMonth(today: string): string {
  return monthsBefore(today)[0] ?? monthOf(today);
}
