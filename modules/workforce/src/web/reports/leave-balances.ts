import { readAll } from "@healthops/ui/reports/read-all";
import type { ReportRun } from "@healthops/ui/reports/use-report-run";
import type { LeaveBalance } from "../../rules/leave.ts";
import { leaveBalance } from "../../rules/leave.ts";
import type { Employee } from "../timesheets/records.ts";
import { entryOf } from "../timesheets/records.ts";
import type { Reader, Rules } from "./read-workforce.ts";
import { readEmployees, readRules } from "./read-workforce.ts";

/** One employee's annual leave on a day. */
export interface EmployeeLeave {
  readonly employee: Employee;
  readonly balance: LeaveBalance;
  /** Days of annual leave that are entered for after the day. */
  readonly planned: number;
}

/** Annual leave of everybody who is employed at the places on a day. */
export async function leaveBalances(
  { reader, step }: Pick<ReportRun, "reader" | "step">,
  siteIds: readonly string[],
  day: string,
): Promise<readonly EmployeeLeave[]> {
  const rules = await readRules(reader, { from: day, to: day });
  const found: EmployeeLeave[] = [];
  for (const [at, siteId] of siteIds.entries()) {
    const employees = await readEmployees(reader, siteId);
    const days = await leaveDaysOf(reader, siteId, rules);
    for (const employee of employees) {
      if ((employee.hiredOn ?? "") > day || (employee.leftOn ?? "9999") < day) continue;
      const own = days.get(employee.id) ?? [];
      const balance = leaveBalance(employee, own, rules.ruleSets, day);
      found.push({ employee, balance, planned: own.filter((date) => date > day).length });
    }
    await step((at + 1) / siteIds.length);
  }
  return found;
}

/** Days coded as annual leave, by employee. */
async function leaveDaysOf(
  reader: Reader,
  siteId: string,
  { codes }: Rules,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const letters = [...codes.values()].filter(({ kind }) => kind === "annual_leave");
  const where = {
    all: [
      { field: "siteId", op: "eq", value: siteId },
      { field: "code", op: "in", value: letters.map(({ code }) => code) },
    ],
  } as const;
  const entries = (await readAll(reader, "timesheet_entries", where, "date")).map(entryOf);
  const days = new Map<string, string[]>();
  for (const { employeeId, date } of entries) {
    const own = days.get(employeeId);
    if (own === undefined) days.set(employeeId, [date]);
    else own.push(date);
  }
  return days;
}
