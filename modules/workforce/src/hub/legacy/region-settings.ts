import { WARN_DAYS_AHEAD } from "../../settings.ts";

/**
 * Settings of a desktop program that its region takes over: those of working time, vehicles and how they
 * are shown. Whatever else a program keeps under names of its own stays with it, or a password under an
 * unlucky name would be on every device of the office.
 */
const REGION_SETTINGS: ReadonlySet<string> = new Set([
  WARN_DAYS_AHEAD,
  "shift",
  "shift_start",
  "shift_end",
  "work_start",
  "work_end",
  "break_minutes",
  "daily_hours",
  "weekly_hours",
  "monthly_hours",
  "night_start",
  "night_end",
  "overtime_rate",
  "overtime_percent",
  "weekend_days",
  "rest_day",
  "annual_leave_days",
  "company_name",
  "region",
  "language",
  "currency",
]);

/** Whether the region takes a setting of this name over. */
export function isRegionSetting(name: string): boolean {
  return REGION_SETTINGS.has(name.trim().toLowerCase());
}

const NAMES_TOLD = 20;

/** What the program is told of those that it keeps to itself; empty when there are none. */
export function keptBackWarning(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const told = names.slice(0, NAMES_TOLD).map((name) => name.slice(0, 60));
  const more = names.length > told.length ? ` and ${names.length - told.length} more` : "";
  return [
    `Settings that stay with this program and are not shared with its region: ${told.join(", ")}${more}.`,
  ];
}
