import { fromPostgres, toPostgres } from "@healthops/schema/columns";
import type { FieldKind, FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import { columnType } from "@healthops/schema/tables/column-type";
import type { Row } from "../database/pool.ts";
import { textElement } from "../database/array-literal.ts";
import type { TableEntry } from "./catalog.ts";

/** The content of a record out of a row that holds all its content columns. */
export function contentOfRow(entry: TableEntry, row: Row): Content {
  const content: Record<string, FieldValue> = {};
  for (const { field, column, kind } of entry.columns)
    content[field] = fromPostgres(kind, row[column]);
  return content;
}

/** Element type for `$n::type[]` of a field's column. */
export function arrayType(kind: FieldKind): string {
  return columnType("postgres", kind).replace(/ collate .*$/, "");
}

const QUOTED: ReadonlySet<FieldKind> = new Set(["text", "choice", "instant", "set", "json"]);

/** One field's values of many records as the literal of an array parameter. */
export function columnArray(
  kind: FieldKind,
  field: string,
  records: readonly { readonly content: Content }[],
): string {
  const quotes = QUOTED.has(kind);
  let literal = "";
  for (const { content } of records) {
    const value = toPostgres(kind, content[field] ?? null);
    if (literal !== "") literal += ",";
    if (value === null) literal += "NULL";
    else literal += quotes ? textElement(String(value)) : String(value);
  }
  return `{${literal}}`;
}
