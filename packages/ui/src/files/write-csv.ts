import { breathe } from "./breathe.ts";
import type { CellValue } from "./cell-value.ts";
import { csvLine } from "./csv-line.ts";

/** Spreadsheets take the file for UTF-8 only if it says so. */
const BYTE_ORDER_MARK = "\uFEFF";
const DAY_MS = 86_400_000;

export interface CsvTable {
  readonly titles: readonly string[];
  readonly rows:
    | readonly (readonly CellValue[])[]
    | AsyncIterable<readonly (readonly CellValue[])[]>;
  /** Turkish spreadsheets expect semicolons and decimal commas. */
  readonly language: "en" | "tr";
}

/** A CSV file for programs and spreadsheets: days and moments as ISO writes them. */
export async function csvBlob({ titles, rows, language }: CsvTable): Promise<Blob> {
  const separator = language === "tr" ? ";" : ",";
  const parts: string[] = [BYTE_ORDER_MARK, csvLine(titles, separator), "\r\n"];
  const pause = breathe();
  const write = (portion: readonly (readonly CellValue[])[]): void => {
    for (const row of portion) {
      parts.push(
        csvLine(
          row.map((cell) => cellText(cell, language)),
          separator,
        ),
        "\r\n",
      );
    }
  };
  if (Symbol.asyncIterator in rows) {
    for await (const portion of rows) {
      write(portion);
      await pause();
    }
  } else write(rows);
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}

function cellText(value: CellValue, language: "en" | "tr"): string {
  if (value === null) return "";
  if (value instanceof Date) {
    const text = value.toISOString();
    return value.getTime() % DAY_MS === 0 ? text.slice(0, 10) : text.slice(0, 16).replace("T", " ");
  }
  if (typeof value === "number" && language === "tr") return String(value).replace(".", ",");
  return String(value);
}
