import type { CellValue } from "../files/cell-value.ts";

const DAY_MS = 86_400_000;

/** A cell of a file as it is shown: days and moments as ISO writes them. */
export function cellText(cell: CellValue | undefined): string {
  if (cell instanceof Date) {
    const text = cell.toISOString();
    return cell.getTime() % DAY_MS === 0 ? text.slice(0, 10) : text.slice(0, 16).replace("T", " ");
  }
  return String(cell ?? "").trim();
}
