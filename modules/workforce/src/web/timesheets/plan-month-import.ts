import type { CellEdit } from "@healthops/ui/cell-grid/edit-steps";
import type { CellValue } from "@healthops/ui/files/cell-value";
import type { Sheet } from "@healthops/ui/files/read-sheets";
import { parseCell } from "../../cell-text.ts";
import { minutesOfHours } from "../../terms/minutes.ts";
import type { Code } from "../../terms/codes.ts";
import type { DrawnRow } from "./month-rows.ts";

/** Why a row or cell of a file is not taken. */
export interface ImportFault {
  /** As spreadsheets count: the first row is 1. */
  readonly row: number;
  readonly kind: "unknown_employee" | "ambiguous_employee" | "cell";
  /** The name, or the cell's text. */
  readonly text: string;
  /** Day of the month, for a cell. */
  readonly day?: number;
}

/** What a file would change; nothing is written yet. */
export interface ImportPlan {
  /** False when the file has no row with the days of the month as heads. */
  readonly understood: boolean;
  readonly edits: readonly CellEdit[];
  readonly unchanged: number;
  readonly employees: number;
  readonly faults: readonly ImportFault[];
}

const NOTHING: ImportPlan = {
  understood: false,
  edits: [],
  unchanged: 0,
  employees: 0,
  faults: [],
};

/** Days that a head needs before it counts as one. */
const HEAD_DAYS_MIN = 5;

/**
 * Reads the sheets of a workbook: both of an export of the month, where what was entered goes before what
 * was shown of it; else the one sheet that is named after the month, or the first with a month's table.
 */
export function planBookImport(
  sheets: readonly Sheet[],
  month: { readonly id: string; readonly names: readonly string[] },
  drawn: readonly DrawnRow[],
  codes: ReadonlyMap<string, Code>,
): ImportPlan {
  const own = sheets.filter(({ name }) => name.startsWith(month.id));
  const named = sheets.filter(({ name }) =>
    month.names.some((one) => folded(name).includes(folded(one))),
  );
  const plans = (own.length > 0 ? own : [...named, ...sheets])
    .map(({ rows }) => planMonthImport(rows, drawn, codes))
    .filter(({ understood }) => understood);
  return (own.length > 0 ? plans : plans.slice(0, 1)).reduce(together, NOTHING);
}

/** Of one cell that both change, the later sheet's text stands. */
function together(one: ImportPlan, other: ImportPlan): ImportPlan {
  const edits = new Map(
    [...one.edits, ...other.edits].map((edit) => [`${edit.rowId} ${edit.columnId}`, edit]),
  );
  const faults = new Map(
    [...one.faults, ...other.faults].map((fault) => [
      `${fault.kind} ${fault.text} ${fault.day ?? ""}`,
      fault,
    ]),
  );
  const cells = Math.max(
    one.edits.length + one.unchanged,
    other.edits.length + other.unchanged,
    edits.size,
  );
  return {
    understood: true,
    edits: [...edits.values()],
    unchanged: cells - edits.size,
    employees: Math.max(one.employees, other.employees),
    faults: [...faults.values()],
  };
}

/**
 * Reads a month's table as it is exported, or as offices keep it: a head with the numbers of the
 * days, and a row for each employee with their number or name somewhere before the days. Empty cells
 * say nothing; rows without any name are passed over.
 */
function planMonthImport(
  rows: readonly (readonly CellValue[])[],
  drawn: readonly DrawnRow[],
  codes: ReadonlyMap<string, Code>,
): ImportPlan {
  const headAt = rows.findIndex((row) => dayColumns(row).size >= HEAD_DAYS_MIN);
  const head = rows[headAt];
  if (head === undefined) return NOTHING;
  const days = dayColumns(head);
  const firstDay = Math.min(...days.values());
  const find = finderOf(drawn);
  const edits: CellEdit[] = [];
  const faults: ImportFault[] = [];
  let unchanged = 0;
  let employees = 0;
  for (const [at, row] of rows.entries()) {
    if (at <= headAt) continue;
    const names = row
      .slice(0, firstDay)
      .map(wordsOf)
      .filter((text) => text !== "");
    const values = [...days].map(([day, column]) => ({ day, text: wordsOf(row[column] ?? null) }));
    if (names.length === 0 || values.every(({ text }) => text === "")) continue;
    const found = find(names);
    if (typeof found === "string") {
      faults.push({ row: at + 1, kind: found, text: names.join(" ") });
      continue;
    }
    employees += 1;
    for (const { day, text } of values) {
      const date = found.month.days[day - 1]?.date;
      if (text === "" || date === undefined) continue;
      const before = found.grid.cells[day - 1]?.text ?? "";
      const net = found.month.days[day - 1]?.netMinutes ?? 0;
      const fault = parseCell(text, codes) === null;
      if (fault) faults.push({ row: at + 1, kind: "cell", text, day });
      else if (sameCell(text, before, codes) || isShown(text, before, net, codes)) unchanged += 1;
      else edits.push({ rowId: found.grid.id, columnId: date, before, text });
    }
  }
  return { understood: true, edits, unchanged, employees, faults };
}

function dayColumns(row: readonly CellValue[]): ReadonlyMap<number, number> {
  const columns = new Map<number, number>();
  for (const [column, value] of row.entries()) {
    const day = Number(wordsOf(value));
    if (Number.isInteger(day) && day >= 1 && day <= 31 && !columns.has(day)) {
      columns.set(day, column);
    }
  }
  return columns;
}

type Finder = (names: readonly string[]) => DrawnRow | "unknown_employee" | "ambiguous_employee";

/** By number, else by name; a name that two people share needs the number. */
function finderOf(drawn: readonly DrawnRow[]): Finder {
  const byNumber = new Map(
    drawn.flatMap((row) => {
      const { number } = row.month.employee;
      return number === null ? [] : [[folded(number), row] as const];
    }),
  );
  const byName = Map.groupBy(drawn, ({ month }) => folded(month.employee.name));
  return (names) => {
    for (const name of names) {
      const row = byNumber.get(folded(name));
      if (row !== undefined) return row;
    }
    for (const name of names) {
      const rows = byName.get(folded(name)) ?? [];
      if (rows.length > 1) return "ambiguous_employee";
      if (rows[0] !== undefined) return rows[0];
    }
    return "unknown_employee";
  };
}

function folded(text: string): string {
  return text.trim().replace(/\s+/gu, " ").toLocaleUpperCase("tr");
}

function wordsOf(value: CellValue): string {
  if (value === null || typeof value === "boolean") return "";
  if (value instanceof Date) return String(value.getUTCDate());
  return String(value).trim();
}

/** Whether a text is only the hours that times come to, as the export shows them. */
function isShown(
  text: string,
  before: string,
  netMinutes: number,
  codes: ReadonlyMap<string, Code>,
): boolean {
  const [said, held] = [parseCell(text, codes), parseCell(before, codes)];
  if (said === null || said.hours === null || said.code !== null || held === null) return false;
  const isTimed = held.hours !== null || held.startTime !== null;
  return isTimed && minutesOfHours(said.hours) === netMinutes;
}

function sameCell(a: string, b: string, codes: ReadonlyMap<string, Code>): boolean {
  return JSON.stringify(parseCell(a, codes)) === JSON.stringify(parseCell(b, codes));
}
