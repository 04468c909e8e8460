import type { ReportCell, ReportRow } from "./report.ts";

export interface RowOrder {
  /** Place of the column. */
  readonly column: number;
  readonly descending: boolean;
}

/** Rows in the order of one column; empty cells come last in both directions, equal rows stay. */
export function sortedRows(
  rows: readonly ReportRow[],
  order: RowOrder | null,
  compare: (a: string, b: string) => number,
): readonly ReportRow[] {
  if (order === null) return rows;
  const { column, descending } = order;
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x = null, y = null] = [a.cells[column], b.cells[column]];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * byValue(x, y, compare);
  });
}

function byValue(
  a: NonNullable<ReportCell>,
  b: NonNullable<ReportCell>,
  compare: (a: string, b: string) => number,
): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return compare(String(a), String(b));
}

/** The order that an address asks for: `<table>.<column>` or `<table>.<column>.desc`. */
export function orderOf(
  asked: string | undefined,
  table: string,
  columns: readonly string[],
): RowOrder | null {
  const [name, column = "", direction] = (asked ?? "").split(".");
  const at = columns.indexOf(column);
  return name !== table || at === -1 ? null : { column: at, descending: direction === "desc" };
}
