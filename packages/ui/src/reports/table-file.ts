import type { CellValue } from "../files/cell-value.ts";
import type { XlsxSheet } from "../files/write-xlsx.ts";
import { wallClock } from "../lists/wall-clock.ts";
import type { ReportAbout, ReportCell, ReportColumn, ReportTable } from "./report.ts";

/** A wide table is read better on a wide page. */
const LANDSCAPE_FROM = 7;

/** A table's rows as files hold them, its totals last. */
export function fileRows({
  columns,
  rows,
  totals,
}: ReportTable): readonly (readonly CellValue[])[] {
  const lines = rows.map(({ cells }) => cells);
  return [...lines, ...(totals === undefined ? [] : [totals])].map((cells, at) =>
    columns.map((column, place) => {
      const cell = cells[place] ?? null;
      // A total of days or moments is a text: "12 days".
      return at === lines.length && typeof cell === "string" ? cell : fileCell(cell, column);
    }),
  );
}

/** A table as a sheet of a spreadsheet file. */
export function fileSheet(table: ReportTable): XlsxSheet {
  return {
    name: table.title,
    columns: table.columns.map(({ title, kind, decimals = 0, narrow }) => ({
      title,
      ...(kind === "number" ? { format: numberFormat(decimals) } : {}),
      ...(narrow === true ? { width: 5 } : {}),
    })),
    rows: fileRows(table),
    landscape: table.columns.length >= LANDSCAPE_FROM,
  };
}

function numberFormat(decimals: number): string {
  return decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}`;
}

function fileCell(cell: ReportCell, { kind, decimals = 0 }: ReportColumn): CellValue {
  if (typeof cell === "number") return Number(cell.toFixed(Math.max(decimals, 4)));
  if (cell === null || kind === undefined || kind === "text" || kind === "number") return cell;
  return kind === "day" ? new Date(`${cell}T00:00:00Z`) : wallClock(cell);
}

/** A sheet that says what the numbers leave out; none when they leave out nothing. */
export function aboutSheets(
  { parts, caveat }: ReportAbout,
  texts: { readonly about: string },
): readonly XlsxSheet[] {
  if (caveat === null) return [];
  const rows = [...parts, caveat].map((line) => [line]);
  return [{ name: texts.about, columns: [{ title: texts.about, width: 100 }], rows }];
}

/** The same below the rows of a file that has one sheet only. */
export function aboutLines({ caveat }: ReportAbout): readonly (readonly CellValue[])[] {
  return caveat === null ? [] : [[], [caveat]];
}

/** A name that every file system takes. */
export function fileName(parts: readonly string[], ending: string): string {
  const name = parts
    .filter((part) => part !== "")
    .join(" ")
    .replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, "-")
    .slice(0, 120)
    .trim();
  return `${name}.${ending}`;
}
