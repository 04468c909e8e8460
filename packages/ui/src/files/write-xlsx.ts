import { Problem } from "@healthops/base/problem";
import type { CellValue } from "./cell-value.ts";
import { breathe } from "./breathe.ts";
import {
  DAY_FORMAT,
  MOMENT_FORMAT,
  packageParts,
  rowXml,
  sheetEnd,
  sheetNames,
  sheetStart,
} from "./xlsx-xml.ts";
import type { SheetShape } from "./xlsx-xml.ts";

const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** The format's own limit, less the head. */
const ROWS_MAX = 1_048_575;
/** Rows between two looks at the clock. */
const STEP = 200;
const WIDTH_MIN = 9;
const WIDTH_MAX = 48;
/** Rows that a column's width is guessed from. */
const SAMPLE = 100;

export interface XlsxColumn {
  readonly title: string;
  /** In characters; guessed from the first rows when left out. */
  readonly width?: number;
  /** Of numbers and dates: `#,##0.0`, `yyyy-mm-dd hh:mm`. */
  readonly format?: string;
}

export interface XlsxSheet {
  readonly name: string;
  readonly columns: readonly XlsxColumn[];
  /** All rows, or portions of them as they come. */
  readonly rows:
    | readonly (readonly CellValue[])[]
    | AsyncIterable<readonly (readonly CellValue[])[]>;
  /** Printed wide; always as wide as the page. Default: false. */
  readonly landscape?: boolean;
  /** Whether the head stays in view. Default: true. */
  readonly freeze?: boolean;
}

export interface XlsxBook {
  readonly sheets: readonly XlsxSheet[];
}

/**
 * A spreadsheet file: numbers as numbers, dates as dates, a bold head that stays, filters on it.
 * Written in small portions, so that the screen stays quick meanwhile. Problem `too_many_rows`.
 */
export async function xlsxBlob(book: XlsxBook): Promise<Blob> {
  const { Zip, ZipDeflate, strToU8 } = await import("fflate");
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    chunks.push(chunk as Uint8Array<ArrayBuffer>);
  });
  const part = (name: string): ((text: string, last: boolean) => void) => {
    const file = new ZipDeflate(name, { level: 4 });
    zip.add(file);
    return (text, last) => file.push(strToU8(text), last);
  };
  const formats = formatsOf(book);
  const names = sheetNames(book.sheets.map(({ name }) => name));
  for (const [name, text] of packageParts(names, formats)) part(name)(text, true);
  for (const [at, sheet] of book.sheets.entries()) {
    await writeSheet(sheet, at === 0, formats, part(`xl/worksheets/sheet${at + 1}.xml`));
  }
  zip.end();
  return new Blob(chunks, { type: XLSX_TYPE });
}

async function writeSheet(
  sheet: XlsxSheet,
  isFirst: boolean,
  formats: readonly string[],
  write: (text: string, last: boolean) => void,
): Promise<void> {
  const pause = breathe();
  let shape: SheetShape | null = null;
  let count = 0;
  for await (const rows of portionsOf(sheet)) {
    if (shape === null) {
      shape = shapeOf(sheet, rows);
      write(sheetStart(shape, isFirst), false);
    }
    for (let from = 0; from < rows.length; from += STEP) {
      let text = "";
      for (const row of rows.slice(from, from + STEP)) {
        text += rowXml(row, count, shape, formats);
        count += 1;
      }
      if (count > ROWS_MAX) throw tooManyRows();
      write(text, false);
      await pause();
    }
  }
  const whole = shape ?? shapeOf(sheet, []);
  if (shape === null) write(sheetStart(whole, isFirst), false);
  write(sheetEnd(whole, count), true);
}

async function* portionsOf({ rows }: XlsxSheet): AsyncGenerator<readonly (readonly CellValue[])[]> {
  if (Symbol.asyncIterator in rows) yield* rows;
  else yield rows;
}

function shapeOf(sheet: XlsxSheet, rows: readonly (readonly CellValue[])[]): SheetShape {
  const sample = rows.slice(0, SAMPLE);
  const widths = sheet.columns.map(({ title, width }, at) => {
    if (width !== undefined) return width;
    // The arrow of the filter stands beside the title.
    const longest = sample.reduce(
      (most, row) => Math.max(most, lengthOf(row[at])),
      title.length + 3,
    );
    return Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, longest + 1));
  });
  const { columns, landscape = false, freeze = true } = sheet;
  return { columns, widths, landscape, freeze };
}

function lengthOf(value: CellValue | undefined): number {
  if (value instanceof Date) return MOMENT_FORMAT.length;
  return value === null || value === undefined ? 0 : String(value).length;
}

function formatsOf(book: XlsxBook): readonly string[] {
  const own = book.sheets.flatMap(({ columns }) => columns.map(({ format }) => format));
  return [...new Set([DAY_FORMAT, MOMENT_FORMAT, ...own.filter((code) => code !== undefined)])];
}

function tooManyRows(): Problem {
  return new Problem({
    code: "too_many_rows",
    message: "A spreadsheet holds 1,048,575 rows. Narrow the list, or export it as CSV.",
  });
}
