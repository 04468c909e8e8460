import { assert } from "@healthops/base/assert";
import { fromPostgres, toPostgres } from "@healthops/schema/columns";
import type { FieldKind, FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import { columnType } from "@healthops/schema/tables/column-type";
import type { Row } from "../database/pool.ts";
import type { ArrayType, ArrayValue } from "../database/binary-array.ts";
import { isArrayType } from "../database/binary-array.ts";
import type { TableEntry } from "./catalog.ts";

/** The content of a record out of a row that holds all its content columns. */
export function contentOfRow(entry: TableEntry, row: Row): Content {
  const content: Record<string, FieldValue> = {};
  for (const { field, column, kind } of entry.columns)
    content[field] = fromPostgres(kind, row[column]);
  return content;
}

/** Element type of an array of such a field's values. */
export function arrayType(kind: FieldKind): ArrayType {
  const type = columnType("postgres", kind).replace(/ collate .*$/, "");
  assert(isArrayType(type), `arrays of ${type} can be sent`);
  return type;
}

/** One field's values of many records, as they go into such an array. */
export function columnValues(
  kind: FieldKind,
  field: string,
  records: readonly { readonly content: Content }[],
): ArrayValue[] {
  return records.map(({ content }) => toPostgres(kind, content[field] ?? null));
}
