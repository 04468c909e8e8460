import type { CodeKind } from "../../terms/code-kinds.ts";
import { cellText } from "../../cell-text.ts";
import { ruleSetAt } from "../../rules/rule-set.ts";
import type { Employee, Entry } from "../timesheets/records.ts";
import type { Month } from "../timesheets/use-month.ts";

/** Where somebody is on a day, as far as it was entered. */
export type Presence = "in" | "leave" | "absent" | "off" | "open";

const BY_KIND: Readonly<Record<CodeKind, Presence>> = {
  work: "in",
  night_work: "in",
  half_day: "in",
  annual_leave: "leave",
  paid_leave: "leave",
  unpaid_leave: "leave",
  sick_leave: "absent",
  missing: "absent",
  weekly_rest: "off",
  public_holiday: "off",
};

type Facts = Pick<Month, "plan" | "codes" | "ruleSets" | "entries">;

/** Where an employee is on a day of the month; `open` when it has yet to be entered. */
export function presenceOn(facts: Facts, employee: Employee, date: string): Presence {
  const entry = facts.entries.get(employee.id)?.find((one) => one.date === date);
  if (entry === undefined || cellText(entry) === "") {
    return isWorkday(facts, date) ? "open" : "off";
  }
  return presenceOf(entry, facts);
}

/** Cells of the month up to a day that are expected and empty. */
export function missingCells(
  facts: Facts,
  employees: readonly Employee[],
  until: string,
): { readonly expected: number; readonly missing: number } {
  const days = facts.plan.days.filter(({ date }) => date <= until && isWorkday(facts, date));
  let expected = 0;
  let missing = 0;
  for (const { id, hiredOn, leftOn } of employees) {
    const entered = new Set(
      (facts.entries.get(id) ?? []).filter((one) => cellText(one) !== "").map(({ date }) => date),
    );
    for (const { date } of days) {
      if ((hiredOn !== null && date < hiredOn) || (leftOn !== null && date > leftOn)) continue;
      expected += 1;
      if (!entered.has(date)) missing += 1;
    }
  }
  return { expected, missing };
}

/** Who works or should have been entered on a day. */
export function employedOn(employees: readonly Employee[], date: string): readonly Employee[] {
  return employees.filter(
    ({ hiredOn, leftOn }) => (hiredOn ?? "") <= date && (leftOn ?? "9999") >= date,
  );
}

/** Somebody who also worked is there, whatever the code says. */
function presenceOf(entry: Entry, { codes }: Facts): Presence {
  const worked = (entry.hours ?? 0) > 0 || entry.startTime !== null;
  const kind = entry.code === null ? undefined : codes.get(entry.code)?.kind;
  if (kind === undefined || worked) return "in";
  return BY_KIND[kind];
}

/** A day on which an office expects work: no holiday, and one of the week's working days. */
function isWorkday({ plan, ruleSets }: Facts, date: string): boolean {
  const day = plan.days.find((one) => one.date === date);
  if (day === undefined || day.isRest || (day.holiday !== null && !day.holiday.halfDay)) {
    return false;
  }
  return day.weekday <= ruleSetAt(ruleSets, date).workdaysPerWeek;
}
