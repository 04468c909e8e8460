import { sql } from "kysely";
import { anyOf, allOf, rowCount, tableRef } from "./fragments.ts";
import type { Alternatives } from "./search-predicate.ts";
import type { ListReader } from "./list-reader.ts";
import { firstRows, rowRefs } from "./list-reader.ts";
import { foundInPostgres, foundInSqlite, foundInText, ftsQuery } from "./search-predicate.ts";
import type { Sql } from "./sql-compiler.ts";

/** Rows of a searched list that are read in its order before the full-text index is asked. */
const SAMPLE_ROWS = 1500;
/** How many of them tell whether a word is common: */
const COUNTED_ROWS = 300;
/** when so many of those have it. */
const COMMON_ROWS = COUNTED_ROWS / 4;

/**
 * The first `rows` rows in order that have all the words. A full-text index gives every record that
 * has them, which must then be sorted: slow for a word that many have. Such words are found at once
 * among the first records of the list, so those are read before, and the index only when they did
 * not fill the page: then few records have the words.
 */
export function searchedRows(reader: ListReader, words: Alternatives, rows: number): Sql {
  const { dialect, order } = reader;
  const columns = rowRefs(reader);
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
function latePostgres(reader: ListReader, words: Alternatives): Sql {
  const ranges = reader.ranges === null ? [] : [anyOf(reader.ranges)];
  const where = allOf([...reader.where, ...ranges, foundInPostgres(words)]);
  const table = tableRef(reader.dialect, reader.collection.name);
  return sql`select ${rowRefs(reader)} from ${table} where ${where}`;
}

/**
 * The index is not asked for words that many of the first records have (but always for the rarest):
 * it would gather everything that they stand in. Those are looked for in the texts of the records
 * that it gives. When `early` was enough, it is asked for a phrase of no words.
 */
function lateSqlite(reader: ListReader, words: Alternatives, enough: Sql, rows: number): Sql {
  const [only = []] = words;
  const isPlain = words.length === 1 && only.length > 1;
  const query = isPlain ? rarerWords(reader, only) : sql`${ftsQuery(words)}`;
  const listed = foundInSqlite(reader.collection.name, sql`iif(${enough}, '""', ${query})`);
  const others = isPlain ? [foundInText("sqlite", words)] : [];
  const searched = { ...reader, where: [...reader.where, listed, ...others] };
  return firstRows(searched, rowRefs(reader), rows);
}

function rarerWords(reader: ListReader, words: readonly string[]): Sql {
  const texts = firstRows(reader, sql`${rowRefs(reader)}, search_text`, COUNTED_ROWS);
  const counts = words.map(
    (word) => sql`select ${ftsQuery([[word]])} as phrase,
      (select count(*) from (${texts}) as sample where ${foundInText("sqlite", [[word]])}) as found`,
  );
  return sql`(select group_concat(phrase, ' AND ') from (
      select phrase, found, row_number() over (order by found) as place
      from (${sql.join(counts, sql` union all `)}) as counts
    ) as ranked where place = 1 or found < ${rowCount(COMMON_ROWS)})`;
}
