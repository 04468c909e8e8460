import type { SqliteDatabase, SqlReader } from "../sqlite/database.ts";

/** The database's committed state as a reader, for functions that also work inside a transaction. */
export function readerOf(database: SqliteDatabase): SqlReader {
  return { all: (sql, parameters) => database.read(sql, parameters) };
}
