/**
 * One cell of a table in a file. A `Date` stands for the day and time that its UTC parts name, for
 * spreadsheets know no time zones; `null` is an empty cell.
 */
export type CellValue = string | number | boolean | Date | null;
