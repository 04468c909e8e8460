import { randomUUID } from "node:crypto";
import { present } from "@healthops/base/assert";
import type { Schema } from "@healthops/schema/schema";
import { tableShapes } from "@healthops/schema/tables";
import type { Migration } from "@healthops/schema/tables/migrate-tables";
import { migrateTables } from "@healthops/schema/tables/migrate-tables";
import type pg from "pg";
import { PEOPLE_TABLES, PEOPLE_TRIGGERS } from "../people/tables.ts";
import { BOOKKEEPING_TABLES, guardStatement } from "./bookkeeping.ts";
import { refillSearch } from "./refill-search.ts";

/** Any number, the same in every hub: only one of them migrates at a time. */
const MIGRATION_LOCK = 7_011_2026;

/**
 * Brings the database to the schema: bookkeeping, one table per collection, guards. Added fields and
 * indexes come by themselves; a destructive difference is refused with a Problem
 * (`destructive_change`) unless a written migration covers it. Several hubs may start at once.
 */
export async function migrate(
  pool: pg.Pool,
  schema: Schema,
  migrations: readonly Migration[] = [],
): Promise<{ epoch: string }> {
  const connection = await pool.connect();
  try {
    await connection.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await connection.query("begin; set local healthops.engine = 'on'");
    for (const statement of [...BOOKKEEPING_TABLES, ...PEOPLE_TABLES])
      await connection.query(statement);
    await migrateData(connection, schema, migrations);
    for (const name of schema.collections.keys())
      await connection.query(guardStatement(`"${name}"`));
    for (const statement of PEOPLE_TRIGGERS) await connection.query(statement);
    await rememberSchema(connection, schema);
    const epoch = await readEpoch(connection);
    await connection.query("commit");
    return { epoch };
  } catch (error) {
    await connection.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    await connection.query("select pg_advisory_unlock_all()").catch(() => undefined);
    connection.release();
  }
}

async function migrateData(
  connection: pg.PoolClient,
  schema: Schema,
  migrations: readonly Migration[],
): Promise<void> {
  const { rows } = await connection.query<{ id: string }>("select id from hub.migrations");
  const port = {
    query: async (sql: string, parameters: readonly unknown[]) =>
      (await connection.query<Record<string, unknown>>(sql, [...parameters])).rows,
  };
  const done = new Set(rows.map(({ id }) => id));
  const shapes = tableShapes(schema, "postgres");
  const outcome = await migrateTables(port, "postgres", shapes, migrations, done);
  for (const name of outcome.refillSearch) await refillSearch(connection, schema, name);
  await connection.query("insert into hub.migrations (id) select unnest($1::text[])", [
    outcome.applied,
  ]);
}

async function rememberSchema(connection: pg.PoolClient, schema: Schema): Promise<void> {
  const declaration = [...schema.collections.values()].map(({ name, fields, scopes }) => ({
    name,
    fields,
    scopes,
  }));
  await connection.query(
    `insert into hub.schema_versions (version, declaration) values ($1, $2) on conflict do nothing`,
    [schema.version, JSON.stringify(declaration)],
  );
}

/** The epoch [PUL8] is drawn when the database is first used. */
async function readEpoch(connection: pg.PoolClient): Promise<string> {
  await connection.query(
    `insert into hub.settings (key, value) values ('epoch', $1) on conflict do nothing`,
    [randomUUID()],
  );
  const { rows } = await connection.query<{ value: string }>(
    `select value from hub.settings where key = 'epoch'`,
  );
  return present(rows[0], "the hub has an epoch").value;
}
