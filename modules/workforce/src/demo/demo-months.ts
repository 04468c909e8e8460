import { monthOf } from "../rules/calendar.ts";
import type { DemoRegion } from "./region.ts";

/** The region's months before the current one, oldest first. */
export function monthsBefore({
  today,
  months,
}: Pick<DemoRegion, "today" | "months">): readonly string[] {
  const [year = 0, month = 0] = today.split("-").map(Number);
  return Array.from({ length: months }, (_, at) =>
    new Date(Date.UTC(year, month - 1 - months + at, 1)).toISOString().slice(0, 7),
  );
}

/** The month in which the region's timesheets begin. */
export function firstMonth(region: Pick<DemoRegion, "today" | "months">): string {
  return monthsBefore(region)[0] ?? monthOf(region.today);
}
