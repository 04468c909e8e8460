import { readAll } from "@healthops/ui/reports/read-all";
import type { ReportRun } from "@healthops/ui/reports/use-report-run";
import type { CodeKind } from "../../terms/code-kinds.ts";
import { dateOfDay, monthDays } from "../../rules/calendar.ts";
import type { Code } from "../../terms/codes.ts";
import type { Employee } from "../timesheets/records.ts";
import { entryOf } from "../timesheets/records.ts";
import { readEmployees, readRules } from "./read-workforce.ts";

/** Kinds of codes that stand for somebody's absence; weekly rest and holidays are everybody's. */
export const ABSENCE_KINDS = [
  "annual_leave",
  "paid_leave",
  "unpaid_leave",
  "sick_leave",
  "missing",
  "half_day",
] as const satisfies readonly CodeKind[];
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

/** One employee's absences in a month. */
export interface EmployeeAbsences {
  readonly employee: Employee;
  /** For each day of the month; null: not absent. */
  readonly days: readonly (Code | null)[];
}

export interface MonthAbsences {
  /** Days of the month, `YYYY-MM-DD`. */
  readonly days: readonly string[];
  /** Those with any absence. */
  readonly people: readonly EmployeeAbsences[];
}

/** Who was absent when in a month at the places, by the code of the day. */
export async function monthAbsences(
  { reader, step }: Pick<ReportRun, "reader" | "step">,
  siteIds: readonly string[],
  month: string,
): Promise<MonthAbsences> {
  const { first, last } = monthDays(month);
  const days = Array.from({ length: last - first + 1 }, (_, at) => dateOfDay(first + at));
  const range = { from: dateOfDay(first), to: dateOfDay(last) };
  const { codes } = await readRules(reader, range);
  const absent = [...codes.values()].filter((code) => isAbsence(code.kind));
  const people: EmployeeAbsences[] = [];
  for (const [at, siteId] of siteIds.entries()) {
    const where = {
      all: [
        { field: "siteId", op: "eq", value: siteId },
        { field: "date", op: "between", value: [range.from, range.to] },
        { field: "code", op: "in", value: absent.map(({ code }) => code) },
      ],
    } as const;
    const found = (await readAll(reader, "timesheet_entries", where, "date")).map(entryOf);
    const entries = Map.groupBy(found, ({ employeeId }) => employeeId);
    for (const employee of await readEmployees(reader, siteId)) {
      const own = entries.get(employee.id);
      if (own === undefined) continue;
      const byDay = new Map(own.map(({ date, code }) => [date, codes.get(code ?? "") ?? null]));
      people.push({ employee, days: days.map((date) => byDay.get(date) ?? null) });
    }
    await step((at + 1) / siteIds.length);
  }
  return { days, people };
}

/** How many days of each kind; a half day is half a day. */
export function absenceDays(days: readonly (Code | null)[]): Readonly<Record<AbsenceKind, number>> {
  const count = (kind: AbsenceKind): number =>
    days.filter((code) => code?.kind === kind).length * (kind === "half_day" ? 0.5 : 1);
  return {
    annual_leave: count("annual_leave"),
    paid_leave: count("paid_leave"),
    unpaid_leave: count("unpaid_leave"),
    sick_leave: count("sick_leave"),
    missing: count("missing"),
    half_day: count("half_day"),
  };
}

function isAbsence(kind: CodeKind): boolean {
  return ABSENCE_KINDS.some((absence) => absence === kind);
}
