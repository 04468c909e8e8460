import { sql } from "kysely";
import type { Dialect } from "../columns.ts";
import { searchAlternatives } from "../search-text.ts";
import { searchVector } from "../tables/search-vector.ts";
import { searchTableName } from "../tables/quote.ts";
import { allOf, anyOf } from "./fragments.ts";
import type { Sql } from "./sql-compiler.ts";

/** What is looked for: one of these lists of words, all of its words. */
export type Alternatives = readonly (readonly string[])[];

/** What a search looks for; no alternative means that everything is found. */
export function searchedWords(search: string | undefined): Alternatives {
  return search === undefined ? [] : searchAlternatives(search);
}

/** PostgreSQL: each word of an alternative begins some word of the record. */
export function foundInPostgres(alternatives: Alternatives): Sql {
  // Folded words are letters and digits only; quoted, so that none is read as an operator.
  const query = alternatives.map((words) => words.map(lexeme).join(" & ")).join(" | ");
  return sql`${sql.raw(searchVector("search_text"))} @@ ${query}::tsquery`;
}

/** SQLite: row numbers that the full-text index gives for a query of its own language. */
export function foundInSqlite(collection: string, query: Sql): Sql {
  const search = sql.id(searchTableName(collection));
  return sql`_row in (select rowid from ${search} where ${search} match ${query})`;
}

/** SQLite's full-text query for records that have all the words of one of the alternatives. */
export function ftsQuery(alternatives: Alternatives): string {
  return alternatives.map((words) => `(${words.map(phrase).join(" AND ")})`).join(" OR ");
}

function lexeme(word: string): string {
  return `'${word.replaceAll("'", "''")}':*`;
}

function phrase(word: string): string {
  return `"${word.replaceAll('"', '""')}"*`;
}

/** The same decision from the stored text of one row, without the index. */
export function foundInText(dialect: Dialect, alternatives: Alternatives): Sql {
  const find = dialect === "postgres" ? sql`strpos` : sql`instr`;
  const has = (word: string): Sql => sql`${find}(' ' || search_text, ${` ${word}`}) > 0`;
  return anyOf(alternatives.map((words) => allOf(words.map(has))));
}
