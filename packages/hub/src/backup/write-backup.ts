import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress } from "node:zlib";
import { present } from "@healthops/base/assert";
import { Problem } from "@healthops/base/problem";
import type pg from "pg";
import { encrypted } from "./backup-encryption.ts";
import type { BackupHeader, BackupManifest, BackupPart, BackupTable } from "./backup-file.ts";
import { FORMAT, FRAME, frameBytes, MAGIC } from "./backup-file.ts";
import { backupName } from "./backup-name.ts";
import { columnList, hubSequences, hubTables, quotedName } from "./backup-tables.ts";
import { copyOut } from "./copy.ts";
import { carriedRows } from "./kept-out.ts";

export interface WriteBackupOptions {
  readonly pool: pg.Pool;
  /** Made when it is missing. */
  readonly folder: string;
  /** Version of the program. */
  readonly product: string;
  /** Version of the schema that the hub runs. */
  readonly schemaVersion: string;
  /** Recipients of age (`age1…`): the key of any of them opens the file. */
  readonly encryptFor: readonly string[];
}

/** A backup that lies in its folder, complete. */
export interface WrittenBackup {
  readonly file: string;
  readonly size_bytes: number;
  readonly takenAt: string;
  readonly rows: number;
  readonly tables: number;
}

/** Only whoever runs the hub reads it, although it is encrypted. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const COMPRESSION_LEVEL = 3;

/**
 * Writes everything that the hub keeps as it was in one moment, while the hub goes on: one snapshot
 * of the database, compressed, then encrypted. What opens a hub is left out ({@link carriedRows}). The file has its name only when it is complete and on the disk.
 * Problems `backup_disk_full`, `backup_folder_unusable`.
 */
export async function writeBackup(options: WriteBackupOptions): Promise<WrittenBackup> {
  const { folder } = options;
  const half = path.join(folder, `.half-${process.pid}-${Math.random().toString(36).slice(2)}`);
  try {
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    const { takenAt, parts } = await writeTo(half, options);
    const file = path.join(folder, backupName(takenAt));
    const { size } = await stat(half);
    await rename(half, file);
    await syncToDisk(folder);
    const rows = parts.reduce((sum, part) => sum + part.rows, 0);
    return { file, size_bytes: size, takenAt, rows, tables: parts.length };
  } catch (error) {
    // What made the backup fail may hinder this too.
    await rm(half, { force: true }).catch(() => undefined);
    throw folderFailure(error, folder);
  }
}

type AboutHub = Pick<WriteBackupOptions, "product" | "schemaVersion">;

interface Written {
  readonly takenAt: string;
  readonly parts: readonly BackupPart[];
}

async function writeTo(file: string, options: WriteBackupOptions): Promise<Written> {
  const connection = await options.pool.connect();
  let broken: Error | undefined;
  let written: Written = { takenAt: "", parts: [] };
  try {
    await pipeline(
      async function* () {
        written = yield* backupBytes(connection, options);
      },
      createZstdCompress({
        params: {
          [constants.ZSTD_c_compressionLevel]: COMPRESSION_LEVEL,
          [constants.ZSTD_c_checksumFlag]: 1,
        },
      }),
      (packed: AsyncIterable<Uint8Array>) => encrypted(packed, options.encryptFor),
      createWriteStream(file, { flags: "wx", mode: FILE_MODE, flush: true }),
    );
    await connection.query("commit");
    return written;
  } catch (error) {
    // A COPY may be in the middle: the connection is of no more use.
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    connection.release(broken);
  }
}

async function* backupBytes(
  connection: pg.PoolClient,
  about: AboutHub,
): AsyncGenerator<Buffer, Written> {
  const tables = await hubTables(connection);
  await connection.query("begin isolation level repeatable read read only");
  // Nobody changes a table's columns meanwhile; the lock comes before the snapshot.
  const names = tables.map(({ name }) => quotedName(name)).join(", ");
  await connection.query(`lock table ${names} in access share mode`);
  const header = await readHeader(connection, about, tables);
  yield Buffer.from(MAGIC, "latin1");
  yield jsonFrame(FRAME.header, header);
  const parts: BackupPart[] = [];
  for (const table of tables) {
    const part = yield* tableBytes(connection, table);
    yield jsonFrame(FRAME.part, part);
    parts.push(part);
  }
  const manifest: BackupManifest = { parts, sequences: await hubSequences(connection) };
  yield jsonFrame(FRAME.manifest, manifest);
  return { takenAt: header.takenAt, parts };
}

async function* tableBytes(
  connection: pg.PoolClient,
  table: BackupTable,
): AsyncGenerator<Buffer, BackupPart> {
  const hash = createHash("sha256");
  let rows = 0;
  let bytes = 0;
  const statement = `copy (select ${columnList(table)} from ${quotedName(table.name)} where ${carriedRows(table.name)}) to stdout`;
  for await (const piece of copyOut(connection, statement)) {
    hash.update(piece);
    rows += linesIn(piece);
    bytes += piece.length;
    yield frameBytes(FRAME.rows, piece);
  }
  return { table: table.name, rows, bytes, sha256: hash.digest("hex") };
}

async function readHeader(
  connection: pg.PoolClient,
  { product, schemaVersion }: AboutHub,
  tables: readonly BackupTable[],
): Promise<BackupHeader> {
  const { rows } = await connection.query<{
    epoch: string;
    taken_at: string;
    postgres: string;
    migrations: string[];
  }>(
    `select (select value from hub.settings where key = 'epoch') as epoch,
      to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as taken_at,
      current_setting('server_version') as postgres,
      coalesce((select array_agg(id order by id) from hub.migrations), '{}') as migrations`,
  );
  const row = present(rows[0], "a query without a table answers one row");
  return {
    format: FORMAT,
    product,
    schemaVersion,
    epoch: row.epoch,
    takenAt: row.taken_at,
    postgres: row.postgres,
    migrations: row.migrations,
    tables,
  };
}

function jsonFrame(kind: Parameters<typeof frameBytes>[0], value: unknown): Buffer {
  return frameBytes(kind, Buffer.from(JSON.stringify(value)));
}

/** Rows of a COPY in text form: line feeds inside of values are escaped. */
export function linesIn(piece: Buffer): number {
  let lines = 0;
  for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) lines += 1;
  return lines;
}

async function syncToDisk(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  // Where a folder cannot be synced (Windows), its entry is as safe as it gets.
  await handle.sync().catch(() => undefined);
  await handle.close();
}

const FOLDER_FAILURES = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOENT"]);

function folderFailure(error: unknown, folder: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new Problem({
      code: "backup_disk_full",
      status: 507,
      message: `There is no backup: the disk of ${folder} is full. Free some space, or choose another folder with HEALTHOPS_BACKUP_FOLDER.`,
      cause: error,
    });
  }
  if (!FOLDER_FAILURES.has(code)) return error;
  return new Problem({
    code: "backup_folder_unusable",
    status: 500,
    message: `There is no backup: the hub's user cannot write to ${folder}. Give it the folder, or choose another one with HEALTHOPS_BACKUP_FOLDER.`,
    cause: error,
  });
}
