import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import type { Collection } from "@healthops/schema/collection";
import type { ColumnValue, Dialect } from "@healthops/schema/columns";
import { recordColumns, toColumn } from "@healthops/schema/columns";
import { derivedColumns } from "@healthops/schema/derived-columns";
import type { FieldValue } from "@healthops/schema/field";
import type { CompiledSql } from "@healthops/schema/list/sql-compiler";
import type { StoredRecord } from "@healthops/schema/record";
import type { TablePort } from "@healthops/schema/tables/existing-tables";
import { quoted, tableName } from "@healthops/schema/tables/quote";
import { createTestDatabase } from "../postgres/test-database.ts";

type Rows = Awaited<ReturnType<TablePort["query"]>>;

/** One of the two kinds of database, real and empty, with the same face. */
export interface AnyDatabase extends TablePort {
  readonly dialect: Dialect;
  run(statement: CompiledSql): Promise<Rows>;
  /** Inserts records as the engine and the replica store them. */
  insert(collection: Collection, records: readonly StoredRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** Records in one insert; PostgreSQL takes 65,535 parameters in a statement. */
const CHUNK = 500;

/** An empty PostgreSQL database of its own, read as the hub reads it: days as text, bigint as number. */
export async function openPostgres(): Promise<AnyDatabase> {
  const database = await createTestDatabase();
  const client = new pg.Client({
    connectionString: database.connectionString,
    types: { getTypeParser: parserOf },
  });
  await client.connect();
  const query = async (sql: string, parameters: readonly ColumnValue[]): Promise<Rows> =>
    (await client.query(sql, [...parameters])).rows as Rows;
  return {
    ...databaseOf("postgres", query),
    async close() {
      await client.end();
      await database.drop();
    },
  };
}

/** An empty SQLite database in memory. */
export function openSqlite(): Promise<AnyDatabase> {
  const database = new DatabaseSync(":memory:");
  const query = (sql: string, parameters: readonly ColumnValue[]): Promise<Rows> =>
    Promise.resolve(
      database
        .prepare(sql)
        .all(...parameters.map((value) => (typeof value === "boolean" ? Number(value) : value))),
    );
  return Promise.resolve({
    ...databaseOf("sqlite", query),
    close() {
      database.close();
      return Promise.resolve();
    },
  });
}

function databaseOf(dialect: Dialect, query: TablePort["query"]): Omit<AnyDatabase, "close"> {
  return {
    dialect,
    query,
    run: (statement) => query(statement.sql, statement.parameters),
    async insert(collection, records) {
      for (let from = 0; from < records.length; from += CHUNK) {
        const { sql, parameters } = insertion(
          collection,
          dialect,
          records.slice(from, from + CHUNK),
        );
        await query(sql, parameters);
      }
    },
  };
}

function insertion(
  collection: Collection,
  dialect: Dialect,
  records: readonly StoredRecord[],
): CompiledSql {
  const columns = recordColumns(collection);
  const derived = derivedColumns(collection);
  const names = [...columns, ...derived].map(({ column }) => column);
  const parameters: ColumnValue[] = [];
  for (const record of records) {
    for (const { field, kind } of columns) {
      parameters.push(toColumn(dialect, kind, fieldOf(record, field)));
    }
    for (const { of } of derived) parameters.push(of(record.content));
  }
  let at = 0;
  const mark = (): string => (dialect === "postgres" ? `$${(at += 1)}` : "?");
  const rows = records.map(() => `(${names.map(mark).join(", ")})`);
  const table = tableName(dialect, collection.name);
  return {
    sql: `insert into ${table} (${names.map(quoted).join(", ")}) values ${rows.join(", ")}`,
    parameters,
  };
}

/** A content or meta field of a record. */
export function fieldOf(record: StoredRecord, field: string): FieldValue {
  const meta: Readonly<Record<string, FieldValue>> = {
    id: record.id,
    version: record.version,
    createdAt_us: record.createdAt_us,
    updatedAt_us: record.updatedAt_us,
  };
  return meta[field] ?? record.content[field] ?? null;
}

function parserOf(oid: number, format?: "text" | "binary"): (text: string) => unknown {
  if (oid === pg.types.builtins.INT8) return Number;
  if (oid === pg.types.builtins.DATE) return (text) => text;
  return pg.types.getTypeParser(oid, format as "text");
}
