import type { CodeKind } from "../terms/code-kinds.ts";
import type { Pay, Total } from "./total.ts";
import { TotalBuilder, payByDay, payByHour } from "./total.ts";
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
    const overtimeOf = (minutes: number) => payByHour(minutes, rules.overtimePercent);
    const extraOf = (minutes: number) => payByHour(minutes, rules.extraWorkPercent);
    worked.add("net_day", result.netMinutes, date);
    overtime.add(
      result.nightShift ? "night_limit" : "daily_limit",
      result.dailyOvertime,
      date,
      overtimeOf(result.dailyOvertime),
    );
    overtime.add("weekly_limit", result.weeklyOvertime, date, overtimeOf(result.weeklyOvertime));
    overtime.add("rounding", result.overtimeRounding, date, overtimeOf(result.overtimeRounding));
    extraWork.add("contract_band", result.extraWork, date, extraOf(result.extraWork));
    extraWork.add("rounding", result.extraRounding, date, extraOf(result.extraRounding));
    const { restMinutes, holidayMinutes } = result;
    restDay.add("rest_day", restMinutes, date, payByHour(restMinutes, rules.restDayPercent));
    holiday.add("holiday_work", holidayMinutes, date, holidayPay(result));
    night.add("night_window", result.nightMinutes, date);
    if (result.netMinutes > 0) workedDays += 1;
    const kind = kindOf(result);
    if (kind !== null) days[kind] = (days[kind] ?? 0) + (kind === "half_day" ? 0.5 : 1);
  }
  return { worked, overtime, extraWork, restDay, holiday, night, days, workedDays };
}

/** Whoever works on a holiday has a day's pay more, of half a holiday half a day's. */
function holidayPay({ holiday, rules }: DayResult): Pay {
  return payByDay(holiday === "half" ? 0.5 : 1, rules.holidayPercent, rules.monthlyHours);
}

/** A day with times but without a code is a day of work. */
function kindOf({ kind, netMinutes }: DayResult): CodeKind | null {
  return kind ?? (netMinutes > 0 ? "work" : null);
}
