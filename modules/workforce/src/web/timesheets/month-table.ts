import type { CellValue } from "@healthops/ui/files/cell-value";
import type { XlsxBook, XlsxSheet } from "@healthops/ui/files/write-xlsx";
import type { DrawnRow } from "./month-rows.ts";
import type { DrawnMonth } from "./use-drawn-month.tsx";
import type { TimesheetsText } from "./timesheets-text.ts";
import type { TotalId } from "./totals.ts";
import { totalValue } from "./totals.ts";

/** Characters. */
const DAY_WIDTH = 6;
const DECIMALS = 10_000;

/**
 * The month as a spreadsheet: one row an employee, one column a day. The first sheet is as the grid
 * shows it, hours as numbers that add up; the second has what was entered, times and all.
 */
export function monthBook(month: DrawnMonth, name: string, texts: TimesheetsText): XlsxBook {
  return {
    sheets: [
      hoursSheet(month, name, texts),
      enteredSheet(month, `${name} ${texts.entered}`, texts),
    ],
  };
}

function hoursSheet(
  { drawn, totals, columns: days }: DrawnMonth,
  name: string,
  texts: TimesheetsText,
): XlsxSheet {
  const ids = totals.map(({ id }) => id as TotalId);
  const columns = [
    ...personColumns(texts),
    ...days.map(({ id }) => ({ title: dayOf(id), width: DAY_WIDTH, format: "0.##" })),
    ...ids.map((id) => ({ title: texts.totals[id][0] ?? id, width: 9, format: "0.##" })),
  ];
  const rows = drawn.map((row): readonly CellValue[] => [
    ...personCells(row),
    ...days.map((_, at) => shownValue(row, at)),
    ...ids.map((id) => rounded(totalValue(id, row.month.totals))),
  ]);
  return { name, columns, rows, landscape: true };
}

function enteredSheet(
  { drawn, columns: days }: DrawnMonth,
  name: string,
  texts: TimesheetsText,
): XlsxSheet {
  const widths = days.map((_, at) =>
    Math.max(DAY_WIDTH, ...drawn.map(({ grid }) => (grid.cells[at]?.text.length ?? 0) + 1)),
  );
  const columns = [
    ...personColumns(texts),
    ...days.map(({ id }, at) => ({ title: dayOf(id), width: widths[at] ?? DAY_WIDTH })),
  ];
  const rows = drawn.map((row): readonly CellValue[] => [
    ...personCells(row),
    ...row.grid.cells.map(({ text }) => asNumber(text)),
  ]);
  return { name, columns, rows, landscape: true };
}

function personColumns(texts: TimesheetsText) {
  return [
    { title: texts.number, width: 10 },
    { title: texts.employee, width: 26 },
  ];
}

function personCells({ month }: DrawnRow): readonly CellValue[] {
  return [month.employee.number ?? "", month.employee.name];
}

function dayOf(date: string): string {
  return String(Number(date.slice(8)));
}

/** What the grid shows: hours where times or hours were entered, else the code. */
function shownValue({ grid, month }: DrawnRow, at: number): CellValue {
  const cell = grid.cells[at];
  if (cell === undefined || cell.text === "") return null;
  return cell.shown === undefined
    ? asNumber(cell.text)
    : rounded((month.days[at]?.netMinutes ?? 0) / 60);
}

function rounded(value: number): number {
  return Math.round(value * DECIMALS) / DECIMALS;
}

/** Plain hours are numbers, so that a spreadsheet can add them up. */
function asNumber(text: string): CellValue {
  if (text === "") return null;
  return /^\d+(\.\d+)?$/u.test(text) ? Number(text) : text;
}
