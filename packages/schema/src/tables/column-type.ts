import type { Dialect } from "../columns.ts";
import type { FieldKind } from "../field.ts";

/** Texts sort by their bytes in both databases, so that lists have one order everywhere. */
const BINARY_TEXT = 'text collate "C"';

const POSTGRES: Readonly<Record<FieldKind, string>> = {
  text: BINARY_TEXT,
  choice: BINARY_TEXT,
  instant: BINARY_TEXT,
  integer: "bigint",
  number: "double precision",
  boolean: "boolean",
  date: "date",
  reference: "uuid",
  set: "jsonb",
  json: "jsonb",
};

const SQLITE: Readonly<Record<FieldKind, string>> = {
  text: "text",
  choice: "text",
  instant: "text",
  integer: "integer",
  number: "real",
  boolean: "integer",
  date: "text",
  reference: "text",
  set: "text",
  json: "text",
};

/** The database's type for a kind of field. */
export function columnType(dialect: Dialect, kind: FieldKind): string {
  return dialect === "postgres" ? POSTGRES[kind] : SQLITE[kind];
}
