import { sql } from "kysely";
import { assert } from "@healthops/base/assert";
import type { Collection } from "../collection.ts";
import type { Dialect } from "../columns.ts";
import { recordColumns } from "../columns.ts";
import type { ScopeKey } from "../scope.ts";
import { readCursor } from "./cursor.ts";
import { filterPredicate } from "./filter-predicate.ts";
import { allOf, commaList, ref, rowCount, tableRef } from "./fragments.ts";
import { orderBy, rangesAfter } from "./keyset.ts";
import type { ListQuery } from "./list-query.ts";
import { DEFAULT_LIMIT, LIMIT_MAX } from "./list-query.ts";
import { orderOf } from "./order.ts";
import { scopePredicate } from "./scope-predicate.ts";
import { foundInPostgres, foundInSqlite, foundInText, searchWords } from "./search-predicate.ts";
import type { CompiledSql, Sql } from "./sql-compiler.ts";
import { compileSql } from "./sql-compiler.ts";

export interface ListOptions {
  /** Only records that one of these scopes holds; without it, all (a replica holds only its own). */
  readonly heldScopes?: Iterable<ScopeKey>;
}

/**
 * Rows of a search that a replica reads in the list's order before it asks the full-text index.
 * Words that many records have are found among them at once; the index would first gather every
 * record that has the word, then sort them.
 */
const SAMPLE_ROWS = 1500;

/** How many records a page holds. */
export function limitOf(query: Pick<ListQuery, "limit">): number {
  const limit = query.limit ?? DEFAULT_LIMIT;
  assert(limit >= 1 && limit <= LIMIT_MAX, `a page holds 1 to ${LIMIT_MAX} records`);
  return limit;
}

/**
 * The statement for one page of a list: its rows hold `recordColumns`, one more than the limit when
 * there is a next page. Hand them to `pageOf`. Throws a Problem `invalid_cursor`.
 */
export function compileList(
  collection: Collection,
  query: ListQuery,
  dialect: Dialect,
  options: ListOptions = {},
): CompiledSql {
  const order = orderOf(collection, query);
  const reader: Reader = {
    collection,
    dialect,
    where: listedRows(collection, dialect, query, options),
    ranges:
      query.after === undefined
        ? null
        : rangesAfter(dialect, order, readCursor(collection, order, query.after)),
    order: orderBy(dialect, order),
    columns: recordColumns(collection).map((column) => ref(column)),
  };
  const words = searchWords(query.search);
  const rows = limitOf(query) + 1;
  if (words.length === 0) return compileSql(dialect, ordered(reader, [], rows));
  if (dialect === "postgres") {
    return compileSql(dialect, ordered(reader, [foundInPostgres(words)], rows));
  }
  return compileSql(dialect, sampledSearch(reader, words, rows));
}

/** The statement for how many records a list has in all: one row with `count`. */
export function compileCount(
  collection: Collection,
  query: Pick<ListQuery, "where" | "search">,
  dialect: Dialect,
  options: ListOptions = {},
): CompiledSql {
  const where = matchingRows(collection, dialect, query, options);
  const table = tableRef(dialect, collection.name);
  return compileSql(dialect, sql`select count(*) as count from ${table} where ${allOf(where)}`);
}

/** Conditions for every row that a query is about, search included, wherever a page starts. */
export function matchingRows(
  collection: Collection,
  dialect: Dialect,
  query: Pick<ListQuery, "where" | "search">,
  options: ListOptions,
): readonly Sql[] {
  const where = listedRows(collection, dialect, query, options);
  const words = searchWords(query.search);
  if (words.length === 0) return where;
  assertSearched(collection);
  const found =
    dialect === "postgres" ? foundInPostgres(words) : foundInSqlite(collection.name, words);
  return [...where, found];
}

interface Reader {
  readonly collection: Collection;
  readonly dialect: Dialect;
  readonly where: readonly Sql[];
  /** Where the page starts; null for the first one. */
  readonly ranges: readonly Sql[] | null;
  readonly order: Sql;
  readonly columns: readonly Sql[];
}

function listedRows(
  collection: Collection,
  dialect: Dialect,
  query: Pick<ListQuery, "where">,
  options: ListOptions,
): readonly Sql[] {
  const parts: Sql[] = [];
  // The hub keeps tombstones; on a replica a deleted record is gone.
  if (dialect === "postgres") parts.push(sql`not deleted`);
  if (query.where !== undefined) parts.push(filterPredicate(collection, dialect, query.where));
  if (options.heldScopes !== undefined) {
    parts.push(scopePredicate(collection, dialect, options.heldScopes));
  }
  return parts;
}

/** The first `rows` rows in order that also satisfy `more`. */
function ordered(
  reader: Reader,
  more: readonly Sql[],
  rows: number,
  extra: readonly Sql[] = [],
): Sql {
  const { where, ranges, order } = reader;
  const columns = commaList([...reader.columns, ...extra]);
  const table = tableRef(reader.dialect, reader.collection.name);
  const range = (conditions: readonly Sql[]): Sql =>
    sql`select ${columns} from ${table} where ${allOf(conditions)} order by ${order} limit ${rowCount(rows)}`;
  if (ranges === null) return range([...where, ...more]);
  const [only] = ranges;
  if (ranges.length === 1 && only !== undefined) return range([...where, ...more, only]);
  // Each range alone is walked along the index; together they hold at most a few pages to sort.
  const parts = ranges.map(
    (each) => sql`select * from (${range([...where, ...more, each])}) as part`,
  );
  const all = parts.length === 0 ? [range([...where, sql`1 = 0`])] : parts;
  return sql`select * from (${sql.join(all, sql` union all `)}) as parts order by ${order} limit ${rowCount(rows)}`;
}

function sampledSearch(reader: Reader, words: readonly string[], rows: number): Sql {
  assertSearched(reader.collection);
  const sample = ordered(reader, [], SAMPLE_ROWS, [sql`search_text`]);
  const columns = commaList(reader.columns);
  const enough = sql`(select count(*) from early) = ${rowCount(rows)}`;
  const indexed = ordered(reader, [foundInSqlite(reader.collection.name, words, enough)], rows);
  return sql`with early as materialized (
    select ${columns} from (${sample}) as sample where ${foundInText(words)} limit ${rowCount(rows)}
  )
  select * from (
    select ${columns} from early where ${enough}
    union all
    select * from (${indexed}) as late
  ) as found order by ${reader.order} limit ${rowCount(rows)}`;
}

function assertSearched(collection: Collection): void {
  assert(collection.searchFields.length > 0, `${collection.name} has no searched fields`);
}
