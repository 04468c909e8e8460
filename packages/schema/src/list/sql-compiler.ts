import type { RawBuilder } from "kysely";
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { Problem } from "@healthops/base/problem";
import type { ColumnValue, Dialect } from "../columns.ts";

/** A statement for one database: `$1` and on for PostgreSQL, `?` for SQLite. */
export interface CompiledSql {
  readonly sql: string;
  readonly parameters: readonly ColumnValue[];
}

/** A piece of SQL that becomes text only when it is compiled for one of the databases. */
export type Sql = RawBuilder<unknown>;

type AnyTables = Record<string, Record<string, unknown>>;

const postgres = new Kysely<AnyTables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

const sqlite = new Kysely<AnyTables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** Most parameters that SQLite takes in a statement; PostgreSQL takes twice as many. */
const PARAMETERS_MAX = 32_766;

/**
 * The statement's text and parameters; nothing is run. A Problem `invalid_query` when it compares
 * with more values than a database takes.
 */
export function compileSql(dialect: Dialect, statement: Sql): CompiledSql {
  const { sql, parameters } = statement.compile(dialect === "postgres" ? postgres : sqlite);
  if (parameters.length > PARAMETERS_MAX) {
    throw new Problem({
      code: "invalid_query",
      message: "This list compares with too many values at once. Use fewer words or conditions.",
    });
  }
  // Every value in these statements came through `toColumn`.
  return { sql, parameters: parameters as readonly ColumnValue[] };
}
