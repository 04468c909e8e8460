import { sql } from "kysely";
import { assert } from "@healthops/base/assert";
import type { ContentColumn, Dialect } from "../columns.ts";
import { toColumn } from "../columns.ts";
import type { FieldValue } from "../field.ts";
import { DATA_SCHEMA } from "../tables/quote.ts";
import type { Sql } from "./sql-compiler.ts";

export const ALWAYS: Sql = sql`1 = 1`;
export const NEVER: Sql = sql`1 = 0`;

/** A column as an identifier; names come from the schema only. */
export function ref(column: Pick<ContentColumn, "column">): Sql {
  return sql.id(column.column);
}

/** A collection's table. */
export function tableRef(dialect: Dialect, collection: string): Sql {
  return dialect === "postgres" ? sql.id(DATA_SCHEMA, collection) : sql.id(collection);
}

/** A field's value as a parameter. */
export function parameter(dialect: Dialect, column: ContentColumn, value: FieldValue): Sql {
  return sql`${toColumn(dialect, column.kind, value)}`;
}

/** Several columns or values, separated by commas. */
export function commaList(parts: readonly Sql[]): Sql {
  return sql.join(parts);
}

/** Holds when every part does. */
export function allOf(parts: readonly Sql[]): Sql {
  const [only] = parts;
  if (only === undefined) return ALWAYS;
  return parts.length === 1 ? only : sql`(${sql.join(parts, sql` and `)})`;
}

/** Holds when some part does. */
export function anyOf(parts: readonly Sql[]): Sql {
  const [only] = parts;
  if (only === undefined) return NEVER;
  return parts.length === 1 ? only : sql`(${sql.join(parts, sql` or `)})`;
}

/** A row count as it stands in a statement: planners decide better when they see it. */
export function rowCount(count: number): Sql {
  assert(Number.isSafeInteger(count) && count >= 0, "a row count is a whole number");
  return sql.lit(count);
}
