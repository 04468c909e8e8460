import type { CodeKind } from "../collections/timesheet-codes.ts";
import type { Total } from "./total.ts";
import { TotalBuilder } from "./total.ts";
import type { DayResult } from "./working-days.ts";

/** The totals of one employee over some days. Each explains itself; all are whole minutes. */
export interface EmployeeTotals {
  readonly worked: Total;
  /** Beyond the limits of day, night and week, rounded: what is paid at the overtime rate. */
  readonly overtime: Total;
  /** Between a shorter contract and the week's limit, rounded. */
  readonly extraWork: Total;
  readonly restDay: Total;
  readonly holiday: Total;
  readonly night: Total;
  /** How many days count as what; a half day is half a day of work. */
  readonly days: Readonly<Partial<Record<CodeKind, number>>>;
  /** Days with any minutes worked. */
  readonly workedDays: number;
}

/** Sums the results of an employee's days; their order does not matter to any total. */
export function employeeTotals(results: readonly DayResult[]): EmployeeTotals {
  const worked = new TotalBuilder();
  const overtime = new TotalBuilder();
  const extraWork = new TotalBuilder();
  const restDay = new TotalBuilder();
  const holiday = new TotalBuilder();
  const night = new TotalBuilder();
  const days: Partial<Record<CodeKind, number>> = {};
  let workedDays = 0;
  for (const result of results) {
    const { date, rules } = result;
    worked.add("net_day", result.netMinutes, date);
    overtime.add(
      result.nightShift ? "night_limit" : "daily_limit",
      result.dailyOvertime,
      date,
      rules.overtimePercent,
    );
    overtime.add("weekly_limit", result.weeklyOvertime, date, rules.overtimePercent);
    overtime.add("rounding", result.overtimeRounding, date, rules.overtimePercent);
    extraWork.add("contract_band", result.extraWork, date, rules.extraWorkPercent);
    extraWork.add("rounding", result.extraRounding, date, rules.extraWorkPercent);
    restDay.add("rest_day", result.restMinutes, date, rules.restDayPercent);
    holiday.add("holiday_work", result.holidayMinutes, date, rules.holidayPercent);
    night.add("night_window", result.nightMinutes, date);
    if (result.netMinutes > 0) workedDays += 1;
    const kind = kindOf(result);
    if (kind !== null) days[kind] = (days[kind] ?? 0) + (kind === "half_day" ? 0.5 : 1);
  }
  return { worked, overtime, extraWork, restDay, holiday, night, days, workedDays };
}

/** A day with times but without a code is a day of work. */
function kindOf({ kind, netMinutes }: DayResult): CodeKind | null {
  return kind ?? (netMinutes > 0 ? "work" : null);
}
