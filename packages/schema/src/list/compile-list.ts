import { sql } from "kysely";
import { assert } from "@healthops/base/assert";
import type { Collection } from "../collection.ts";
import type { Dialect } from "../columns.ts";
import type { ScopeKey } from "../scope.ts";
import { filterPredicate } from "./filter-predicate.ts";
import { allOf, tableRef } from "./fragments.ts";
import type { ListQuery } from "./list-query.ts";
import { DEFAULT_LIMIT, LIMIT_MAX } from "./list-query.ts";
import { firstRows, listReader, rowRefs } from "./list-reader.ts";
import { scopePredicate } from "./scope-predicate.ts";
import { searchedRows } from "./search-list.ts";
import { foundInPostgres, foundInSqlite, ftsQuery, searchedWords } from "./search-predicate.ts";
import type { CompiledSql, Sql } from "./sql-compiler.ts";
import { compileSql } from "./sql-compiler.ts";

export interface ListOptions {
  /** Only records that one of these scopes holds; without it, all (a replica holds only its own). */
  readonly heldScopes?: Iterable<ScopeKey>;
}

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
  const where = listedRows(collection, dialect, query, options);
  const reader = listReader(collection, dialect, query, where);
  const words = searchedWords(query.search);
  const rows = limitOf(query) + 1;
  if (words.length === 0) {
    return compileSql(dialect, firstRows(reader, rowRefs(reader), rows));
  }
  assertSearched(collection);
  return compileSql(dialect, searchedRows(reader, words, rows));
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
  const words = searchedWords(query.search);
  if (words.length === 0) return where;
  assertSearched(collection);
  const found =
    dialect === "postgres"
      ? foundInPostgres(words)
      : foundInSqlite(collection.name, sql`${ftsQuery(words)}`);
  return [...where, found];
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

function assertSearched(collection: Collection): void {
  assert(collection.searchFields.length > 0, `${collection.name} has no searched fields`);
}
