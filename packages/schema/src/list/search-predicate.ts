import { sql } from "kysely";
import type { Dialect } from "../columns.ts";
import { searchTokens } from "../search-text.ts";
import { searchVector } from "../tables/search-vector.ts";
import { searchTableName } from "../tables/quote.ts";
import { allOf } from "./fragments.ts";
import type { Sql } from "./sql-compiler.ts";

/** The words of a search as they are looked for; none means that everything is found. */
export function searchWords(search: string | undefined): readonly string[] {
  return search === undefined ? [] : searchTokens(search);
}

/** PostgreSQL: each word begins some word of the record. */
export function foundInPostgres(words: readonly string[]): Sql {
  // Folded words are letters and digits only; quoted, so that none is read as an operator.
  const query = words.map((word) => `'${word.replaceAll("'", "''")}':*`).join(" & ");
  return sql`${sql.raw(searchVector("search_text"))} @@ ${query}::tsquery`;
}

/** SQLite: row numbers that the full-text index gives for a query of its own language. */
export function foundInSqlite(collection: string, query: Sql): Sql {
  const search = sql.id(searchTableName(collection));
  return sql`_row in (select rowid from ${search} where ${search} match ${query})`;
}

/** SQLite's full-text query for records that have all the words. */
export function ftsQuery(words: readonly string[]): string {
  return words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(" ");
}

/** The same decision from the stored text of one row, without the index. */
export function foundInText(dialect: Dialect, words: readonly string[]): Sql {
  const find = dialect === "postgres" ? sql`strpos` : sql`instr`;
  return allOf(words.map((word) => sql`${find}(' ' || search_text, ${` ${word}`}) > 0`));
}
