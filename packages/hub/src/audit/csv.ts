/** One value in a CSV file. */
export type CsvValue = string | number | boolean | null;

/** Told to spreadsheet programs, which otherwise take UTF-8 for something else. */
export const BYTE_ORDER_MARK = "\uFEFF";

/**
 * One line of RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in
 * front: what somebody typed into a record must not run on an administrator's machine.
 */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvValue).join(",")}\r\n`;
}

function csvValue(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
