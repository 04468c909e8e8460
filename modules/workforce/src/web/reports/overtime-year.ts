import type { ReportRun } from "@healthops/ui/reports/use-report-run";
import { monthPlan } from "../../rules/month-grid.ts";
import { ruleSetAt } from "../../rules/rule-set.ts";
import type { CapUse } from "../../rules/yearly-cap.ts";
import { yearlyCap } from "../../rules/yearly-cap.ts";
import type { Employee } from "../timesheets/records.ts";
import { readEmployees, readMonthEntries, readRules } from "./read-workforce.ts";

/** One employee's overtime of a calendar year. */
export interface EmployeeOvertime {
  readonly employee: Employee;
  /** Minutes of each month, January first. */
  readonly months: readonly number[];
  readonly cap: CapUse;
}

const MONTHS = 12;

/** Overtime of everybody at the places in a year, month by month; those without any are left out. */
export async function overtimeOfYear(
  { reader, step }: Pick<ReportRun, "reader" | "step">,
  siteIds: readonly string[],
  year: string,
): Promise<readonly EmployeeOvertime[]> {
  // The first week of January begins in December.
  const range = { from: `${Number(year) - 1}-12-01`, to: `${year}-12-31` };
  const rules = await readRules(reader, range);
  const atYearsEnd = ruleSetAt(rules.ruleSets, range.to);
  const names = Array.from(
    { length: MONTHS },
    (_, at) => `${year}-${String(at + 1).padStart(2, "0")}`,
  );
  const plans = names.map((month) => monthPlan({ month, ...rules }));
  const found: EmployeeOvertime[] = [];
  for (const [place, siteId] of siteIds.entries()) {
    const employees = await readEmployees(reader, siteId);
    const minutes = new Map(employees.map(({ id }) => [id, Array<number>(MONTHS).fill(0)]));
    for (const [at, plan] of plans.entries()) {
      const entries = await readMonthEntries(reader, siteId, names[at] ?? "");
      for (const employee of employees) {
        const own = entries.get(employee.id);
        const months = minutes.get(employee.id);
        if (own === undefined || months === undefined) continue;
        months[at] = plan.row(employee, own).totals.overtime.minutes;
        await step((place + (at + 1) / MONTHS) / siteIds.length);
      }
    }
    for (const employee of employees) {
      const months = minutes.get(employee.id) ?? [];
      const used = months.reduce((sum, month) => sum + month, 0);
      if (used > 0) found.push({ employee, months, cap: yearlyCap(used, atYearsEnd) });
    }
  }
  return found.toSorted((a, b) => b.cap.usedMinutes - a.cap.usedMinutes);
}
