import { createHash, randomUUID } from "node:crypto";
import { present } from "@healthops/base/assert";
import { DERIVATION } from "@healthops/schema/derived-columns";
import type { Schema } from "@healthops/schema/schema";
import { tableShapes } from "@healthops/schema/tables/table-shapes";
import type { Migration } from "@healthops/schema/tables/migrate-tables";
import { migrateTables } from "@healthops/schema/tables/migrate-tables";
import type pg from "pg";
import { ACCESS_TRIGGERS } from "../access/access-change.ts";
import { PEOPLE_TABLES, PEOPLE_TRIGGERS } from "../people/tables.ts";
import { SERVICE_TABLES } from "../services/service-leases.ts";
import { LINE_TABLES } from "../lines/tables.ts";
import { DEVICE_TABLES } from "../devices/device-tables.ts";
import { ADMIN_TABLES } from "./admin-tables.ts";
import { BOOKKEEPING_TABLES, guardStatement } from "./bookkeeping.ts";
import type { RanBefore } from "../database/installed-version.ts";
import { assertCanRunOn, hasRunNewer } from "../database/installed-version.ts";
import { refillDerived } from "./refill-derived.ts";
import { ROLE_SETTINGS } from "../database/session-settings.ts";

/** Any number, the same in every hub: only one of them migrates at a time. */
const MIGRATION_LOCK = 7_011_2026;

/** Other hubs may be writing while the tables change; what they lock the other way round is tried again. */
const DEADLOCK = "40P01";
const ATTEMPTS_MAX = 8;

/**
 * Brings the database to the schema: bookkeeping, one table per collection, guards. Added fields and
 * indexes come by themselves; a destructive difference is refused with a Problem
 * (`destructive_change`) unless a written migration covers it. Several hubs may start at once, also
 * while others are serving: a database that is as it should be is not touched, nor is one on which a later
 * schema has run [UPG1].
 */
export async function migrate(
  pool: pg.Pool,
  schema: Schema,
  migrations: readonly Migration[] = [],
  moduleTables: readonly string[] = [],
): Promise<{ epoch: string; ranBefore: RanBefore }> {
  const wanted = installationOf(schema, migrations, moduleTables);
  for (let attempt = 1; ; attempt++) {
    const connection = await pool.connect();
    let broken: Error | undefined;
    try {
      const ranBefore = await bring(connection, schema, { migrations, moduleTables, wanted });
      const epoch = present(await readSetting(connection, "epoch"), "the hub has an epoch");
      return { epoch, ranBefore };
    } catch (error) {
      await connection.query("rollback").catch((failure: Error) => (broken = failure));
      const deadlock = error instanceof Error && "code" in error && error.code === DEADLOCK;
      if (!deadlock || attempt >= ATTEMPTS_MAX) throw error;
    } finally {
      connection.release(broken);
    }
  }
}

async function bring(
  connection: pg.PoolClient,
  schema: Schema,
  installation: Installation,
): Promise<RanBefore> {
  if ((await readSetting(connection, "installation")) === installation.wanted) return "same";
  if (await hasRunNewer(connection, schema)) {
    await assertCanRunOn(connection, tableShapes(schema, "postgres"));
    return "newer";
  }
  await connection.query("begin");
  await installTables(connection, schema, installation);
  await connection.query("commit");
  return "older";
}

/** What is made beside the records' tables. */
interface Installation {
  readonly migrations?: readonly Migration[];
  /** Statements that make the modules' own bookkeeping tables. */
  readonly moduleTables?: readonly string[];
  /** Stands for the whole of it; computed when left out. */
  readonly wanted?: string;
}

/** Stands for all that `install` would make: the same text, nothing to do. */
function installationOf(
  schema: Schema,
  migrations: readonly Migration[],
  moduleTables: readonly string[],
): string {
  const parts = [
    schema.version,
    BOOKKEEPING_TABLES,
    PEOPLE_TABLES,
    ADMIN_TABLES,
    DEVICE_TABLES,
    LINE_TABLES,
    SERVICE_TABLES,
    PEOPLE_TRIGGERS,
    ACCESS_TRIGGERS,
    tableShapes(schema, "postgres"),
    searchedFields(schema),
    DERIVATION,
    migrations.map(({ id }) => id),
    // Absent where there are none: a database of before is not touched for nothing.
    ...(moduleTables.length === 0 ? [] : [moduleTables]),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/**
 * Makes all tables of a hub, or brings them to the schema, in the caller's transaction; other hubs
 * that want to do the same wait for its end.
 */
export async function installTables(
  connection: pg.PoolClient,
  schema: Schema,
  { migrations = [], moduleTables = [], wanted }: Installation = {},
): Promise<void> {
  await connection.query("set local healthops.engine = 'on'");
  await connection.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
  for (const statement of [
    ...BOOKKEEPING_TABLES,
    ...PEOPLE_TABLES,
    ...ADMIN_TABLES,
    ...DEVICE_TABLES,
    ...LINE_TABLES,
    ...SERVICE_TABLES,
    ...moduleTables,
  ]) {
    await connection.query(statement);
  }
  await connection.query(ROLE_SETTINGS);
  await migrateData(connection, schema, migrations);
  for (const name of schema.collections.keys()) {
    await connection.query(guardStatement(`"${name}"`));
  }
  for (const statement of [...PEOPLE_TRIGGERS, ...ACCESS_TRIGGERS]) {
    await connection.query(statement);
  }
  await rememberSchema(connection, schema);
  // The epoch [PUL8] is drawn when the database is first used.
  await connection.query(
    `insert into hub.settings (key, value) values ('epoch', $1) on conflict do nothing`,
    [randomUUID()],
  );
  await writeSetting(connection, "searched", JSON.stringify(searchedFields(schema)));
  await writeSetting(connection, "derivation", DERIVATION);
  const now = wanted ?? installationOf(schema, migrations, moduleTables);
  await writeSetting(connection, "installation", now);
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
  const otherwise = (await readSetting(connection, "derivation")) !== DERIVATION;
  const stale = otherwise
    ? schema.collections.keys()
    : [...outcome.refill, ...(await searchedOtherwise(connection, schema))];
  for (const name of new Set(stale)) await refillDerived(connection, schema, name);
  await connection.query("insert into hub.migrations (id) select unnest($1::text[])", [
    outcome.applied,
  ]);
}

/** Collections that are searched, and were before, but in other fields. */
async function searchedOtherwise(connection: pg.PoolClient, schema: Schema): Promise<string[]> {
  const before = JSON.parse((await readSetting(connection, "searched")) ?? "{}") as Record<
    string,
    readonly string[]
  >;
  return Object.entries(searchedFields(schema)).flatMap(([name, fields]) => {
    const known = before[name];
    const changed = known !== undefined && known.join() !== fields.join();
    return changed && fields.length > 0 && known.length > 0 ? [name] : [];
  });
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

function searchedFields(schema: Schema): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    [...schema.collections.values()].map(({ name, searchFields }) => [name, searchFields]),
  );
}

/** Null when it was never set, also in a database that is still empty. */
async function readSetting(connection: pg.PoolClient, key: string): Promise<string | null> {
  const { rows: there } = await connection.query<{ there: boolean }>(
    "select to_regclass('hub.settings') is not null as there",
  );
  if (there[0]?.there !== true) return null;
  const { rows } = await connection.query<{ value: string }>(
    "select value from hub.settings where key = $1",
    [key],
  );
  return rows[0]?.value ?? null;
}

async function writeSetting(connection: pg.PoolClient, key: string, value: string): Promise<void> {
  await connection.query(
    `insert into hub.settings (key, value) values ($1, $2)
      on conflict (key) do update set value = excluded.value`,
    [key, value],
  );
}
