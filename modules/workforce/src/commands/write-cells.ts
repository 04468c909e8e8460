import { Problem } from "@healthops/base/problem";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import type { Change } from "../change.ts";
import { creation, updating } from "../change.ts";
import { timesheetEntries } from "../collections/timesheet-entries.ts";
import { entryIdOf } from "../natural-ids.ts";
import { monthOf } from "../rules/calendar.ts";
import type { PeriodState } from "../rules/periods.ts";
import { closedReason } from "../rules/periods.ts";

/** Most changes that stand or fall together, as the wire allows. */
const GROUP_MAX = 1_000;

/** What a person writes into a cell; what is left out is empty. */
export interface CellContent {
  readonly code?: string | null;
  readonly startTime?: string | null;
  readonly endTime?: string | null;
  readonly breakMinutes?: number | null;
  readonly hours?: number | null;
  readonly isSpecial?: boolean;
  /** Left out: the note stays as it is. */
  readonly note?: string | null;
}

/** What stands in the cell now. */
export interface KnownEntry {
  readonly code: string | null;
  readonly startTime: string | null;
  readonly endTime: string | null;
  readonly breakMinutes: number | null;
  readonly hours: number | null;
  readonly isSpecial: boolean;
  readonly note: string | null;
}

/** A cell that is written, the employee and day it belongs to, and what stands there. */
export interface CellWrite {
  readonly employee: {
    readonly id: string;
    readonly siteId: string;
    readonly hiredOn: string | null;
    readonly leftOn: string | null;
  };
  readonly date: string;
  /** Null when the device has no entry of that day. */
  readonly entry: KnownEntry | null;
  /** Null empties the cell, its note included. */
  readonly content: CellContent | null;
}

/** The state of a region's month, as this device knows it. */
export type StateOf = (siteId: string, month: string) => PeriodState;

const EMPTY: KnownEntry = {
  code: null,
  startTime: null,
  endTime: null,
  breakMinutes: null,
  hours: null,
  isSpecial: false,
  note: null,
};

/**
 * Writes cells: typing, filling a range, pasting, clearing and undoing are all this. Answers groups
 * that each stand or fall together; cells that would not change are in none. A cleared cell is an
 * emptied entry, never a deleted one. Problems: `period_closed`, `not_employed`.
 */
export function writeCells(
  writes: readonly CellWrite[],
  stateOf: StateOf,
): readonly (readonly Change[])[] {
  const changes = writes.flatMap((write) => {
    const problem = cellRefusal(write, stateOf);
    if (problem !== null) throw problem;
    return changeOf(write) ?? [];
  });
  const groups: Change[][] = [];
  for (let start = 0; start < changes.length; start += GROUP_MAX) {
    groups.push(changes.slice(start, start + GROUP_MAX));
  }
  return groups;
}

/** Why a cell takes nothing, as the hub would say it too; null when it does. */
export function cellRefusal(
  { employee, date, content }: Pick<CellWrite, "employee" | "date" | "content">,
  stateOf: StateOf,
): Problem | null {
  const month = monthOf(date);
  const closed = closedReason(month, stateOf(employee.siteId, month));
  if (closed !== null) return refusal("period_closed", closed);
  const before = employee.hiredOn !== null && date < employee.hiredOn;
  const after = employee.leftOn !== null && date > employee.leftOn;
  // What stands there from before the dates were known may still be cleared.
  if (content === null || !(before || after)) return null;
  return refusal("not_employed", {
    en: `The employee does not work here on ${date}. Mend the dates of hiring or leaving first.`,
    tr: `Çalışan ${date} tarihinde burada çalışmıyor. Önce giriş ya da çıkış tarihini düzeltin.`,
  });
}

function changeOf({ employee, date, entry, content }: CellWrite): Change | null {
  const now = entry ?? EMPTY;
  const wanted: KnownEntry =
    content === null ? EMPTY : { ...EMPTY, note: now.note, ...withoutUndefined(content) };
  const differing = Object.entries(wanted).filter(
    ([field, value]) => now[field as keyof KnownEntry] !== value,
  );
  if (differing.length === 0) return null;
  const fields: Partial<KnownEntry> = Object.fromEntries(differing);
  const id = entryIdOf(employee.id, date);
  if (entry !== null) return updating(timesheetEntries, id, fields);
  return creation(timesheetEntries, id, { employeeId: employee.id, date, ...fields });
}

function withoutUndefined(content: CellContent): Partial<KnownEntry> {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
}

function refusal(code: string, label: { readonly en: string; readonly tr: string }): Problem {
  return new Problem({
    code,
    status: 422,
    message: label.en,
    faults: [ruleFault("date", label)],
  });
}
