import Papa from "papaparse";

/** Rows of cells as spreadsheet programs put them on the clipboard: tabs, line ends, quotes. */
export function toTableText(rows: readonly (readonly string[])[]): string {
  // Papaparse takes arrays that it may change; these are copies.
  return Papa.unparse(
    rows.map((row) => [...row]),
    { delimiter: "\t", newline: "\r\n" },
  );
}

/** The rows on the clipboard; the line end after the last row, which spreadsheets add, is no row. */
export function fromTableText(text: string): readonly (readonly string[])[] {
  const { data } = Papa.parse<string[]>(text.replace(/\r?\n$/u, ""), { delimiter: "\t" });
  return data;
}
