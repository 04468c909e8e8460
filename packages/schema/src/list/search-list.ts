import { sql } from "kysely";
import { anyOf, allOf, rowCount, tableRef } from "./fragments.ts";
import type { ListReader } from "./list-reader.ts";
import { firstRows, recordRefs } from "./list-reader.ts";
import { foundInPostgres, foundInSqlite, foundInText } from "./search-predicate.ts";
import type { Sql } from "./sql-compiler.ts";

/** Rows of a searched list that are read in its order before the full-text index is asked. */
const SAMPLE_ROWS = 1500;

/**
 * The first `rows` rows in order that have all the words. A full-text index gives every record that
 * has them, which must then be sorted: slow for a word that many have. Such words are found at once
 * among the first records of the list, so those are read before, and the index only when they did
 * not fill the page: then few records have the words.
 */
export function searchedRows(reader: ListReader, words: readonly string[], rows: number): Sql {
  const { collection, dialect, order } = reader;
  const columns = recordRefs(collection);
  const limit = sql`limit ${rowCount(rows)}`;
  const sample = firstRows(reader, sql`${columns}, search_text`, SAMPLE_ROWS);
  const early = sql`select ${columns} from (${sample}) as sample
    where ${foundInText(dialect, words)} order by ${order} ${limit}`;
  const enough = sql`(select count(*) from early) = ${rowCount(rows)}`;
  const late =
    dialect === "postgres" ? latePostgres(reader, words) : lateSqlite(reader, words, enough, rows);
  return sql`with early as materialized (${early}), late as materialized (${late})
    select * from (
      select * from early where ${enough} union all select * from late where not ${enough}
    ) as found order by ${order} ${limit}`;
}

/**
 * Without order and limit: seeing them, PostgreSQL would rather walk the whole list and take each
 * text apart. It does not read `late` at all when `early` was enough.
 */
function latePostgres(reader: ListReader, words: readonly string[]): Sql {
  const ranges = reader.ranges === null ? [] : [anyOf(reader.ranges)];
  const where = allOf([...reader.where, ...ranges, foundInPostgres(words)]);
  const table = tableRef(reader.dialect, reader.collection.name);
  return sql`select ${recordRefs(reader.collection)} from ${table} where ${where}`;
}

function lateSqlite(reader: ListReader, words: readonly string[], enough: Sql, rows: number): Sql {
  const found = foundInSqlite(reader.collection.name, words, enough);
  const searched = { ...reader, where: [...reader.where, found] };
  return firstRows(searched, recordRefs(reader.collection), rows);
}
