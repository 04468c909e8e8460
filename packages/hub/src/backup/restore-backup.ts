import { randomUUID } from "node:crypto";
import { present } from "@healthops/base/assert";
import type { Schema } from "@healthops/schema/schema";
import type pg from "pg";
import type { AuditAnchor } from "../audit/anchor.ts";
import { installTables } from "../tables/migrate.ts";
import { recordEvent } from "../security-log/security-events.ts";
import type { BackupHeader, BackupManifest, BackupTable } from "./backup-file.ts";
import { damaged } from "./backup-file.ts";
import { columnList, hubTables, quotedName } from "./backup-tables.ts";
import type { BackupPiece, CheckedBackup } from "./check-backup.ts";
import { checkBackup, readBackup } from "./check-backup.ts";
import { assertCanHold } from "./compare-tables.ts";
import { copyIn } from "./copy.ts";
import { removeKeptOut } from "./kept-out.ts";
import { assertNoHub, holdsRecords, notEmpty } from "./present-state.ts";
import type { WrittenBackup } from "./write-backup.ts";
import { writeBackup } from "./write-backup.ts";

export interface RestoreOptions {
  /** Of its own: a hub's pool would be taken for a running hub. */
  readonly pool: pg.Pool;
  readonly schema: Schema;
  /** Statements that make the modules' own bookkeeping tables. */
  readonly moduleTables?: readonly string[];
  readonly file: string;
  /** Version of the program. */
  readonly product: string;
  /** Any of them opens the file; one of an earlier version needs none. */
  readonly identities: readonly string[];
  /** Learns that the audit chain goes on from an earlier end, and why. */
  readonly anchor: AuditAnchor | null;
  /** Recipients of the backup of what is there now. */
  readonly encryptFor: readonly string[];
  /**
   * Where a backup of what the database holds now is written before it is replaced; null: only an
   * empty database is restored into.
   */
  readonly replaceKeepingIn: string | null;
}

export interface Restored {
  readonly header: BackupHeader;
  readonly rows: number;
  /** What the database held before; null when it was empty. */
  readonly kept: WrittenBackup | null;
}

/**
 * Puts a backup in the place of what the database holds. The whole file is checked first, and all is
 * one transaction: after any failure the database is as it was. The hub has another epoch then
 * [PUL8], by which devices notice, and keys of its own. Problems `backup_*`, `not_a_backup`, `hub_running`,
 * `database_not_empty`.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { pool, schema, file, product, replaceKeepingIn, identities, encryptFor } = options;
  const checked = await checkBackup(file, identities);
  await assertNoHub(pool);
  let kept: WrittenBackup | null = null;
  if (await holdsRecords(pool)) {
    if (replaceKeepingIn === null) throw notEmpty();
    const { version: schemaVersion } = schema;
    kept = await writeBackup({
      pool,
      folder: replaceKeepingIn,
      product,
      schemaVersion,
      encryptFor,
    });
  }
  const connection = await pool.connect();
  let broken: Error | undefined;
  try {
    await connection.query("begin");
    const rows = await replaceAll(connection, options, checked);
    await connection.query("commit");
    await options.anchor?.explain(connection, "restored");
    await connection.query("analyze");
    return { header: checked.header, rows, kept };
  } catch (error) {
    await connection.query("rollback").catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    connection.release(broken);
  }
}

async function replaceAll(
  connection: pg.PoolClient,
  { schema, moduleTables = [], file, identities }: RestoreOptions,
  { header, manifest }: CheckedBackup,
): Promise<number> {
  for (const name of ["jobs", "data", "hub"]) {
    await connection.query(`drop schema if exists ${name} cascade`);
  }
  await installTables(connection, schema, { moduleTables });
  const here = await hubTables(connection);
  assertCanHold(here, header);
  await eachTable(connection, here, "disable trigger user");
  // What the installation itself put there (settings, names of collections) comes from the backup.
  const names = here.map(({ name }) => quotedName(name)).join(", ");
  await connection.query(`truncate ${names}`);
  const rows = await fill(connection, header.tables, readBackup(file, identities));
  await assertCounts(connection, manifest);
  await removeKeptOut(connection);
  await eachTable(connection, here, "enable trigger user");
  await moveSequences(connection, manifest);
  await beginEpoch(connection, header);
  return rows;
}

async function eachTable(
  connection: pg.PoolClient,
  tables: readonly BackupTable[],
  action: string,
): Promise<void> {
  for (const { name } of tables) {
    await connection.query(`alter table ${quotedName(name)} ${action}`);
  }
}

/** Copies the rows of one table after the other; the file says whose they are. */
async function fill(
  connection: pg.PoolClient,
  tables: readonly BackupTable[],
  pieces: AsyncGenerator<BackupPiece>,
): Promise<number> {
  let rows = 0;
  let piece = await pieces.next();
  const rowsOf = async function* (name: string): AsyncGenerator<Buffer> {
    while (piece.done !== true && piece.value.kind === "rows" && piece.value.table === name) {
      yield piece.value.text;
      piece = await pieces.next();
    }
  };
  for (const table of tables) {
    piece = await pieces.next();
    const statement = `copy ${quotedName(table.name)} (${columnList(table)}) from stdin`;
    rows += await copyIn(connection, statement, rowsOf(table.name));
  }
  // To its end, so that the last table is compared too.
  while (piece.done !== true) piece = await pieces.next();
  return rows;
}

async function assertCounts(connection: pg.PoolClient, { parts }: BackupManifest): Promise<void> {
  for (const { table, rows } of parts) {
    const { rows: counts } = await connection.query<{ n: number }>(
      `select count(*) as n from ${quotedName(table)}`,
    );
    if (Number(counts[0]?.n) !== rows) throw damaged(`${table} has not all of its rows`);
  }
}

async function moveSequences(
  connection: pg.PoolClient,
  { sequences }: BackupManifest,
): Promise<void> {
  for (const { name, last, called } of sequences) {
    await connection.query("select setval($1::regclass, $2::bigint, $3)", [
      quotedName(name),
      last,
      called,
    ]);
  }
}

/**
 * Another epoch [PUL8], and no time given out before this moment will be given out again: what has a
 * later one was changed since.
 */
async function beginEpoch(connection: pg.PoolClient, { takenAt }: BackupHeader): Promise<void> {
  const { rows } = await connection.query<{ at_us: number }>(
    `select greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint,
      (select max(last_us) from hub.scopes)) as at_us`,
  );
  const { at_us } = present(rows[0], "a query without a table answers one row");
  await connection.query("update hub.scopes set last_us = $1", [at_us]);
  await connection.query(
    `insert into hub.settings (key, value) values ('epoch', $1), ('restored_us', $2)
      on conflict (key) do update set value = excluded.value`,
    [randomUUID(), String(at_us)],
  );
  await recordEvent(connection, { kind: "restored", detail: { takenAt } });
}
