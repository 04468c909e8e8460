import type { CellEdit } from "@healthops/ui/cell-grid/edit-steps";
import { EMPTY_CELL, parseCell } from "../../cell-text.ts";
import type { Change } from "../../change.ts";
import type { CellContent, KnownEntry } from "../../commands/write-cells.ts";
import { writeCells } from "../../commands/write-cells.ts";
import { entryIdOf } from "../../natural-ids.ts";
import type { Code } from "../../terms/codes.ts";
import type { PeriodState } from "../../rules/periods.ts";
import type { Employee, Entry } from "./records.ts";

/** What is written into one cell. */
export interface CellWork {
  readonly employee: Employee;
  readonly date: string;
  readonly entry: Entry | undefined;
  readonly content: CellContent;
}

interface Known {
  readonly codes: ReadonlyMap<string, Code>;
  employee(id: string): Employee | undefined;
  entry(employeeId: string, date: string): Entry | undefined;
}

/** What texts of cells mean for the entries; texts that mean nothing are left out. */
export function cellWork(edits: readonly CellEdit[], known: Known): readonly CellWork[] {
  return edits.flatMap(({ rowId, columnId: date, text }): CellWork[] => {
    const employee = known.employee(rowId);
    const cell = parseCell(text, known.codes);
    if (employee === undefined || cell === null) return [];
    const entry = known.entry(employee.id, date);
    // Only the text was typed anew: what stands beside it stays.
    const isSpecial = text === "" ? false : (entry?.isSpecial ?? false);
    return [{ employee, date, entry, content: { ...cell, isSpecial } }];
  });
}

/** The changes for the replica. Problems: `period_closed`, `not_employed`. */
export function changesOf(
  work: readonly CellWork[],
  state: PeriodState,
): readonly (readonly Change[])[] {
  return writeCells(
    work.map(({ entry, content, ...place }) => ({
      ...place,
      entry: entry ?? null,
      // Clearing is allowed where entering is not; a note keeps its entry.
      content: isEmpty(content) && !entry?.note ? null : content,
    })),
    () => state,
  );
}

/** The entry as it will be when the replica has written it. */
export function entryAfter({ employee, date, entry, content }: CellWork): Entry {
  const given = Object.fromEntries(
    Object.entries(content).filter(([, value]) => value !== undefined),
  ) as Partial<KnownEntry>;
  return {
    ...EMPTY_CELL,
    employeeId: employee.id,
    siteId: employee.siteId,
    date,
    isSpecial: false,
    note: null,
    extra: null,
    clockMinutes: null,
    workedMinutes: null,
    id: entryIdOf(employee.id, date),
    version: 0,
    updatedAt_us: 0,
    ...entry,
    ...given,
  };
}

function isEmpty({ note, isSpecial, ...cell }: CellContent): boolean {
  return !isSpecial && !note && Object.values(cell).every((value) => value === null);
}
