import { assert, AssertionFailed, present } from "@healthops/base/assert";
import type { Collection } from "./collection.ts";
import type { FieldKind, FieldValue } from "./field.ts";

/** The two databases that hold records: the hub's and the replicas'. */
export type Dialect = "postgres" | "sqlite";

/** What both databases' drivers accept as a parameter. */
export type ColumnValue = string | number | boolean | null;

export interface ContentColumn {
  readonly field: string;
  readonly column: string;
  readonly kind: FieldKind;
  /** Whether the column never holds null; decides where nulls must be thought of when sorting. */
  readonly required: boolean;
}

/** Columns that every table has, in the order in which they are read and written. */
export const META_COLUMNS: readonly ContentColumn[] = [
  { field: "id", column: "id", kind: "reference", required: true },
  { field: "version", column: "version", kind: "integer", required: true },
  { field: "createdAt_us", column: "created_at_us", kind: "integer", required: true },
  { field: "updatedAt_us", column: "updated_at_us", kind: "integer", required: true },
];

/** PostgreSQL cuts longer names silently. */
const NAME_LIMIT = 63;

/** The column of a field: `durationMinutes` -> `duration_minutes`, `createdAt_us` -> `created_at_us`. */
export function columnName(field: string): string {
  return field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

const known = new WeakMap<Collection, readonly ContentColumn[]>();

/** The columns of a collection's content fields, in the order of their declaration. */
export function contentColumns(collection: Collection): readonly ContentColumn[] {
  const cached = known.get(collection);
  if (cached !== undefined) return cached;
  const columns = Object.entries(collection.fields).map(([field, { kind, required }]) => {
    const column = columnName(field);
    assert(
      column.length <= NAME_LIMIT,
      `${collection.name}.${field}: name is at most ${NAME_LIMIT} long`,
    );
    return { field, column, kind, required };
  });
  known.set(collection, columns);
  return columns;
}

/** Every column that is read of a record: the meta columns, then the content. */
export function recordColumns(collection: Collection): readonly ContentColumn[] {
  return [...META_COLUMNS, ...contentColumns(collection)];
}

/** The column of a content or meta field; the field is asserted to exist. */
export function columnOf(collection: Collection, field: string): ContentColumn {
  const column = recordColumns(collection).find((each) => each.field === field);
  return present(column, `${collection.name} has no field ${field}`);
}

/** A field's value as SQLite stores it: booleans as 0 and 1, sets and JSON as JSON text. */
export function toSqlite(kind: FieldKind, value: FieldValue): string | number | null {
  if (value === null) return null;
  if (kind === "boolean") return value === true ? 1 : 0;
  if (kind === "set" || kind === "json") return JSON.stringify(value);
  assert(typeof value === "string" || typeof value === "number", `a ${kind} is a text or a number`);
  return value;
}

/** The field's value out of what SQLite stored; integers may come as `bigint`. */
export function fromSqlite(kind: FieldKind, value: unknown): FieldValue {
  if (value === null || value === undefined) return null;
  if (kind === "boolean") return Number(value) === 1;
  if (kind === "integer" || kind === "number") return Number(value);
  assert(typeof value === "string", `SQLite holds a ${kind} as text`);
  return kind === "set" || kind === "json" ? (JSON.parse(value) as FieldValue) : value;
}

/** A field's value as a parameter for `pg`, which would take an array for a PostgreSQL array. */
export function toPostgres(kind: FieldKind, value: FieldValue): ColumnValue {
  if (value === null) return null;
  if (kind === "set" || kind === "json") return JSON.stringify(value);
  if (typeof value !== "object") return value;
  throw new AssertionFailed(`a ${kind} is one plain value`);
}

/**
 * The field's value out of what `pg` answers: `jsonb` must come parsed and `date` as text; numbers
 * may come as text, which is how `pg` hands out `bigint` when no parser is set.
 */
export function fromPostgres(kind: FieldKind, value: unknown): FieldValue {
  if (value === null || value === undefined) return null;
  if (kind === "integer" || kind === "number") return Number(value);
  if (kind === "json") return value as FieldValue;
  if (kind === "set") {
    return (typeof value === "string" ? JSON.parse(value) : value) as FieldValue;
  }
  assert(kind === "boolean" || typeof value === "string", `PostgreSQL answers a ${kind} as text`);
  return value as string | boolean;
}

/** A value as a parameter for either database. */
export function toColumn(dialect: Dialect, kind: FieldKind, value: FieldValue): ColumnValue {
  return dialect === "postgres" ? toPostgres(kind, value) : toSqlite(kind, value);
}

/** A value out of a row of either database. */
export function fromColumn(dialect: Dialect, kind: FieldKind, value: unknown): FieldValue {
  return dialect === "postgres" ? fromPostgres(kind, value) : fromSqlite(kind, value);
}
