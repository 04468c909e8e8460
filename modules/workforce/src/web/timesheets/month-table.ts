import type { CellValue } from "@healthops/ui/files/cell-value";
import type { XlsxBook } from "@healthops/ui/files/write-xlsx";
import type { DrawnMonth } from "./use-drawn-month.tsx";
import type { TimesheetsText } from "./timesheets-text.ts";
import type { TotalId } from "./totals.ts";
import { totalValue } from "./totals.ts";

/** Characters. */
const DAY_WIDTH = 5;

/** The month as a spreadsheet: one row an employee, one column a day, the totals as numbers. */
export function monthBook(
  { drawn, totals: columnsOfTotals }: Pick<DrawnMonth, "drawn" | "totals">,
  month: string,
  texts: TimesheetsText,
): XlsxBook {
  const days = drawn[0]?.month.days ?? [];
  const totals = columnsOfTotals.map(({ id }) => id as TotalId);
  const columns = [
    { title: texts.number, width: 10 },
    { title: texts.employee, width: 26 },
    ...days.map(({ date }, at) => ({
      title: String(Number(date.slice(8))),
      width: Math.max(
        DAY_WIDTH,
        ...drawn.map(({ grid }) => (grid.cells[at]?.text.length ?? 0) + 1),
      ),
    })),
    ...totals.map((id) => ({ title: texts.totals[id][0] ?? id, width: 9, format: "0.##" })),
  ];
  const rows = drawn.map(({ month: row, grid }): readonly CellValue[] => [
    row.employee.number ?? "",
    row.employee.name,
    ...grid.cells.map(({ text }) => asNumber(text)),
    ...totals.map((id) => Math.round(totalValue(id, row.totals) * 100) / 100),
  ]);
  return { sheets: [{ name: month, columns, rows, landscape: true }] };
}

/** Plain hours are numbers, so that a spreadsheet can add them up. */
function asNumber(text: string): CellValue {
  if (text === "") return null;
  return /^\d+(\.\d+)?$/u.test(text) ? Number(text) : text;
}
