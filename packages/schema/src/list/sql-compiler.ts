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

/** The statement's text and parameters; nothing is run. */
export function compileSql(dialect: Dialect, statement: Sql): CompiledSql {
  const { sql, parameters } = statement.compile(dialect === "postgres" ? postgres : sqlite);
  // Every value in these statements came through `toColumn`.
  return { sql, parameters: parameters as readonly ColumnValue[] };
}
