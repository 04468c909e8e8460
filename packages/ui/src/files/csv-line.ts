/** A spreadsheet would run a text that begins like this as a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^-?\d+([.,]\d+)?$/;

/** One line of a CSV file (RFC 4180), without the line's end; texts can do no harm in a spreadsheet. */
export function csvLine(cells: readonly string[], separator: "," | ";" = ","): string {
  return cells.map((cell) => csvCell(cell, separator)).join(separator);
}

function csvCell(cell: string, separator: string): string {
  const safe = FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
  const special = safe.includes('"') || safe.includes(separator) || /[\r\n]/.test(safe);
  return special ? `"${safe.replaceAll('"', '""')}"` : safe;
}
