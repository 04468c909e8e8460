import { useWholeList } from "@healthops/ui/data/use-whole-list";
import { valueOr } from "@healthops/ui/data/watched";
import { useMemo } from "react";
import type { LeaveBalance } from "../../rules/leave.ts";
import { leaveBalance } from "../../rules/leave.ts";
import { gridRange, monthPlan } from "../../rules/month-grid.ts";
import { ruleSetAt } from "../../rules/rule-set.ts";
import type { CapUse } from "../../rules/yearly-cap.ts";
import { yearlyCap } from "../../rules/yearly-cap.ts";
import { monthsOfYear, yearOvertime, yearRange } from "../../rules/year-overtime.ts";
import type { Employee } from "./records.ts";
import { entryOf, holidayOf } from "./records.ts";
import type { Month } from "./use-month.ts";

/** How an employee stands beyond the month: what is left of their leave, and of the year's overtime. */
export interface EmployeeYear {
  readonly year: string;
  readonly leave: LeaveBalance;
  readonly cap: CapUse;
}

/** Follows one employee's year; null while it is being read. */
export function useEmployeeYear(
  employee: Employee,
  month: string,
  { codes, ruleSets, zones, today }: Pick<Month, "codes" | "ruleSets" | "zones" | "today">,
): EmployeeYear | null {
  const year = month.slice(0, 4);
  const { from, to } = yearRange(year);
  const theirs = { field: "employeeId", op: "eq", value: employee.id } as const;
  const days = { field: "date", op: "between", value: [from, to] } as const;
  const leaveCodes = useMemo(
    () => [...codes.values()].filter(({ kind }) => kind === "annual_leave").map(({ code }) => code),
    [codes],
  );
  const taken = { field: "code", op: "in", value: leaveCodes } as const;
  const leaves = valueOr(useWholeList("timesheet_entries", { all: [theirs, taken] }), null);
  const entries = valueOr(useWholeList("timesheet_entries", { all: [theirs, days] }), null);
  const holidays = valueOr(useWholeList("holidays", days), null);
  const plans = useMemo(() => {
    if (holidays === null) return null;
    const held = [...holidays.values()].map(holidayOf);
    return monthsOfYear(year).map((one) =>
      monthPlan({ month: one, codes, ruleSets, holidays: held, zones }),
    );
  }, [year, codes, ruleSets, holidays, zones]);
  return useMemo(() => {
    if (leaves === null || entries === null || plans === null) return null;
    const overtime = yearOvertime(plans, employee, [...entries.values()].map(entryOf));
    const end = gridRange(month).to;
    // What is planned for later in the month that shows counts already.
    const on = end > today ? end : today;
    const dates = [...leaves.values()].map((record) => entryOf(record).date);
    return {
      year,
      leave: leaveBalance(employee, dates, ruleSets, on),
      cap: yearlyCap(overtime, ruleSetAt(ruleSets, end)),
    };
  }, [employee, entries, leaves, plans, ruleSets, month, year, today]);
}
