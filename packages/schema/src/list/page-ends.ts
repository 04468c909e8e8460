import { sql } from "kysely";
import { assert } from "@healthops/base/assert";
import type { Collection } from "../collection.ts";
import type { Dialect } from "../columns.ts";
import { fromColumn } from "../columns.ts";
import type { ListOptions } from "./compile-list.ts";
import { matchingRows } from "./compile-list.ts";
import { cursorAt } from "./cursor.ts";
import { allOf, commaList, ref, rowCount, tableRef } from "./fragments.ts";
import { orderBy } from "./keyset.ts";
import type { ListQuery } from "./list-query.ts";
import { orderOf } from "./order.ts";
import type { Row } from "./page.ts";
import type { CompiledSql } from "./sql-compiler.ts";
import { compileSql } from "./sql-compiler.ts";

/** A list as a whole, wherever a page of it starts. */
export type WholeList = Pick<ListQuery, "where" | "search" | "sort">;

/**
 * The statement for the ends of a list's pages of `size` records: what walking page by page would
 * find, for whoever jumps far down. It reads what the list is sorted by and no more, so an index
 * answers it. Read with `pageEndsOf`.
 */
export function compilePageEnds(
  collection: Collection,
  query: WholeList,
  size: number,
  dialect: Dialect,
  options: ListOptions = {},
): CompiledSql {
  assert(size >= 1, "a page holds at least one record");
  const order = orderOf(collection, query);
  const columns = commaList(order.map(({ column }) => ref(column)));
  const table = tableRef(dialect, collection.name);
  const where = allOf(matchingRows(collection, dialect, query, options));
  // No field is called so: column names never begin with an underscore.
  const number = sql.id("_number");
  const numbered = sql`select ${columns}, row_number() over (order by ${orderBy(dialect, order)}) as ${number}
    from ${table} where ${where}`;
  return compileSql(
    dialect,
    sql`select ${columns} from (${numbered}) as numbered
      where ${number} % ${rowCount(size)} = 0 order by ${number}`,
  );
}

/** The `after` of the second page and of all behind it, out of the rows of `compilePageEnds`. */
export function pageEndsOf(
  collection: Collection,
  query: WholeList,
  dialect: Dialect,
  rows: readonly Row[],
): readonly string[] {
  const order = orderOf(collection, query);
  return rows.map((row) => {
    const values = order.map(({ column }) => fromColumn(dialect, column.kind, row[column.column]));
    return cursorAt(collection, order, values);
  });
}
