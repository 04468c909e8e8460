import type { Collection } from "../collection.ts";
import type { ContentColumn, Dialect } from "../columns.ts";
import { contentColumns, toColumn } from "../columns.ts";
import { derivedColumns } from "../derived-columns.ts";
import type { Field, FieldValue } from "../field.ts";
import type { Schema } from "../schema.ts";
import { columnType } from "./column-type.ts";
import type { IndexShape } from "./index-shape.ts";
import { indexShapes, searchStatements } from "./index-shape.ts";
import { DATA_SCHEMA, literal, quoted, tableName } from "./quote.ts";

export interface ColumnShape {
  readonly name: string;
  /** As it stands in a table definition: `bigint`, `text collate "C"`. */
  readonly type: string;
  readonly notNull: boolean;
  /** What rows that are already there get when the column is added; SQL, or null for none. */
  readonly fill: string | null;
  /** Further words of the definition: `primary key`. */
  readonly suffix: string;
}

export interface TableShape {
  readonly name: string;
  readonly dialect: Dialect;
  readonly columns: readonly ColumnShape[];
  readonly indexes: readonly IndexShape[];
  /** SQLite's full-text table and its triggers; empty elsewhere and without searched fields. */
  readonly search: readonly string[];
}

/** The tables that a schema needs in a database, one for each collection. */
export function tableShapes(schema: Schema, dialect: Dialect): readonly TableShape[] {
  return [...schema.collections.values()].map((collection) => tableShape(collection, dialect));
}

/** The table of one collection. */
export function tableShape(collection: Collection, dialect: Dialect): TableShape {
  const content = contentColumns(collection).map((column) =>
    contentColumn(dialect, column, collection.fields[column.field]),
  );
  const searched = collection.searchFields.length > 0;
  const derived = derivedColumns(collection).map(({ column }) =>
    // The search text is never compared as a whole.
    columnShape(column, column === "search_text" ? "text" : columnType(dialect, "text")),
  );
  return {
    name: collection.name,
    dialect,
    columns: [
      ...(dialect === "postgres" ? hubColumns() : replicaColumns()),
      ...content,
      ...derived,
    ],
    indexes: indexShapes(collection, dialect),
    search: searched && dialect === "sqlite" ? searchStatements(collection) : [],
  };
}

/** Statements that make a table and all that belongs to it in an empty database. */
export function createTable(shape: TableShape): readonly string[] {
  return [
    createBareTable(shape),
    ...shape.indexes.map(({ statement }) => statement),
    ...shape.search,
  ];
}

/** The table alone: a replica that loads a snapshot makes the indexes afterwards. */
export function createBareTable(shape: TableShape): string {
  const columns = shape.columns.map((column) => columnDefinition(column));
  return `create table ${tableName(shape.dialect, shape.name)} (${columns.join(", ")})`;
}

/** What must stand in a database before its first table. */
export function prepareDatabase(dialect: Dialect): readonly string[] {
  return dialect === "postgres" ? [`create schema if not exists ${quoted(DATA_SCHEMA)}`] : [];
}

/** A column as it stands in `create table`. */
export function columnDefinition(column: ColumnShape): string {
  const words = [quoted(column.name), column.type, column.notNull ? "not null" : "", column.suffix];
  return words.filter((word) => word !== "").join(" ");
}

function hubColumns(): readonly ColumnShape[] {
  return [
    columnShape("id", "uuid", { notNull: true, suffix: "primary key" }),
    columnShape("version", "integer", { notNull: true }),
    columnShape("created_at_us", "bigint", { notNull: true }),
    columnShape("updated_at_us", "bigint", { notNull: true }),
    columnShape("deleted", "boolean", { notNull: true, suffix: "default false" }),
  ];
}

/**
 * `_row` is a row number that survives VACUUM, which the full-text table needs; field columns never
 * start with an underscore.
 */
function replicaColumns(): readonly ColumnShape[] {
  return [
    columnShape("_row", "integer", { suffix: "primary key" }),
    columnShape("id", "text", { notNull: true, suffix: "unique" }),
    columnShape("version", "integer", { notNull: true }),
    columnShape("created_at_us", "integer", { notNull: true }),
    columnShape("updated_at_us", "integer", { notNull: true }),
  ];
}

/**
 * A replica's content columns take nulls whatever the field says: SQLite cannot change that later,
 * and what a device holds has been checked by its own validators and the hub.
 */
function contentColumn(
  dialect: Dialect,
  column: ContentColumn,
  field: Field | undefined,
): ColumnShape {
  const value = field?.required === true ? field.default : null;
  return columnShape(column.column, columnType(dialect, column.kind), {
    notNull: dialect === "postgres" && column.required,
    fill: value === null ? null : fillOf(dialect, column, value),
  });
}

function fillOf(dialect: Dialect, column: ContentColumn, value: FieldValue): string {
  const stored = toColumn(dialect, column.kind, value);
  return typeof stored === "string" ? literal(stored) : String(stored);
}

function columnShape(
  name: string,
  type: string,
  more: Partial<Pick<ColumnShape, "notNull" | "fill" | "suffix">> = {},
): ColumnShape {
  return {
    name,
    type,
    notNull: more.notNull ?? false,
    fill: more.fill ?? null,
    suffix: more.suffix ?? "",
  };
}
