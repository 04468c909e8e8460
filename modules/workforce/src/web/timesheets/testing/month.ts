import { codesOf } from "../../../terms/codes.ts";
import { monthPlan } from "../../../rules/month-grid.ts";
import type { Employee, Entry } from "../records.ts";
import type { Month } from "../use-month.ts";

export function employee(id: string, name: string, number: string | null): Employee {
  return {
    id,
    name,
    number,
    siteId: "ankara",
    position: null,
    birthDate: null,
    hiredOn: null,
    leftOn: null,
    weeklyContractMinutes: 2700,
    openingLeaveDays: null,
    openingLeaveOn: null,
    note: null,
    extra: null,
  };
}

export function entry(employeeId: string, date: string, content: Partial<Entry>): Entry {
  return {
    id: `${employeeId} ${date}`,
    version: 1,
    updatedAt_us: 1,
    employeeId,
    date,
    siteId: "ankara",
    code: null,
    startTime: null,
    endTime: null,
    breakMinutes: null,
    hours: null,
    isSpecial: false,
    note: null,
    clockMinutes: null,
    workedMinutes: null,
    extra: null,
    ...content,
  };
}

/** April 2026 of one region, without holidays. */
export function monthOf(employees: readonly Employee[], entries: readonly Entry[]): Month {
  const codes = codesOf([]);
  return {
    employees,
    entries: Map.groupBy(entries, ({ employeeId }) => employeeId),
    plan: monthPlan({ month: "2026-04", holidays: [], ruleSets: [], codes }),
    ruleSets: [],
    codes,
    zones: new Map(),
    today: "2026-04-30",
    state: "open",
    period: null,
    pending: {},
    conflicts: new Map(),
    signs: new Map(),
    unheld: new Set(),
  };
}
