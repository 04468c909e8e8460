import type { Dialect } from "../columns.ts";

/** PostgreSQL schema that holds the collections' tables. */
export const DATA_SCHEMA = "data";

/** A name as an SQL identifier; the same form in both databases. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as an SQL literal, for statements that take no parameters (table definitions). */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A collection's table as it is named in statements. */
export function tableName(dialect: Dialect, collection: string): string {
  return dialect === "postgres"
    ? `${quoted(DATA_SCHEMA)}.${quoted(collection)}`
    : quoted(collection);
}

/** The SQLite full-text table of a collection. */
export function searchTableName(collection: string): string {
  return `${collection}_search`;
}
