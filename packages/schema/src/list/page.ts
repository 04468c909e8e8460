import type { Collection } from "../collection.ts";
import type { Dialect } from "../columns.ts";
import { contentColumns, fromColumn } from "../columns.ts";
import type { FieldValue } from "../field.ts";
import type { StoredRecord } from "../record.ts";
import { limitOf } from "./compile-list.ts";
import { cursorAfter } from "./cursor.ts";
import type { ListQuery } from "./list-query.ts";
import { orderOf } from "./order.ts";

/** A row as either database's driver answers it, by column name. */
export type Row = Readonly<Record<string, unknown>>;

export interface Page {
  readonly records: readonly StoredRecord[];
  /** Goes into `after` of the next page's query; null on the last page. */
  readonly next: string | null;
}

/** The page out of the rows that `compileList`'s statement gave for the same query. */
export function pageOf(
  collection: Collection,
  query: ListQuery,
  dialect: Dialect,
  rows: readonly Row[],
): Page {
  const limit = limitOf(query);
  const records = rows.slice(0, limit).map((row) => recordOf(collection, dialect, row));
  const last = records.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { records, next: more ? cursorAfter(collection, orderOf(collection, query), last) : null };
}

/** A record out of a row that holds `recordColumns`. */
export function recordOf(collection: Collection, dialect: Dialect, row: Row): StoredRecord {
  const content: Record<string, FieldValue> = {};
  for (const { field, column, kind } of contentColumns(collection)) {
    content[field] = fromColumn(dialect, kind, row[column]);
  }
  return {
    id: String(row["id"]),
    version: Number(row["version"]),
    createdAt_us: Number(row["created_at_us"]),
    updatedAt_us: Number(row["updated_at_us"]),
    content,
  };
}
