import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { createZstdDecompress } from "node:zlib";
import { isProblem, Problem } from "@healthops/base/problem";
import { AGE_START, decrypted } from "./backup-encryption.ts";
import type { BackupHeader, BackupManifest, BackupPart, Frame } from "./backup-file.ts";
import { damaged, FORMAT, FRAME, framesOf, notABackup } from "./backup-file.ts";
import { linesIn } from "./write-backup.ts";

const READ_bytes = 256 * 1024;

/** A backup that was read from its first to its last byte. */
export interface CheckedBackup {
  readonly header: BackupHeader;
  readonly manifest: BackupManifest;
}

/** What a backup is made of, in the order of the file. */
export type BackupPiece =
  | { readonly kind: "header"; readonly header: BackupHeader }
  | { readonly kind: "rows"; readonly table: string; readonly text: Buffer }
  | { readonly kind: "part"; readonly part: BackupPart }
  | { readonly kind: "manifest"; readonly manifest: BackupManifest };

/**
 * Reads the whole backup and compares every table with its count and its SHA-256. Problems
 * `backup_damaged`, `not_a_backup`, `backup_other_version`, `backup_missing`, `backup_key_needed`.
 */
export async function checkBackup(
  file: string,
  identities: readonly string[],
): Promise<CheckedBackup> {
  let header: BackupHeader | null = null;
  let manifest: BackupManifest | null = null;
  for await (const piece of readBackup(file, identities)) {
    if (piece.kind === "header") header = piece.header;
    if (piece.kind === "manifest") manifest = piece.manifest;
  }
  if (header === null || manifest === null) throw damaged("its end is missing");
  return { header, manifest };
}

/**
 * The pieces of a backup, each table compared with what was written about it when it ends. Any of the
 * identities opens it; those of earlier versions, which are not encrypted, need none.
 */
export async function* readBackup(
  file: string,
  identities: readonly string[],
): AsyncGenerator<BackupPiece> {
  try {
    yield* piecesOf(framesOf(unpacked(file, identities)));
  } catch (error) {
    throw readFailure(error, file);
  }
}

/** As far as the first piece: Problem `backup_key_needed` where no identity opens it, or as {@link checkBackup}. */
export async function assertKeyFits(file: string, identities: readonly string[]): Promise<void> {
  const pieces = readBackup(file, identities);
  await pieces.next();
  await pieces.return(undefined);
}

async function* unpacked(file: string, identities: readonly string[]): AsyncGenerator<Buffer> {
  // Looked at first: a file that cannot be opened fails here, where somebody listens.
  const encrypted = await isEncrypted(file);
  const packed = createReadStream(file, { highWaterMark: READ_bytes });
  const content = encrypted ? decrypted(packed, identities) : packed;
  const unpacking = createZstdDecompress();
  // `pipe` passes no failure on, and the reader below must hear of it.
  const source = Readable.from(content, { objectMode: false }).on("error", (error) =>
    unpacking.destroy(error),
  );
  try {
    for await (const chunk of source.pipe(unpacking)) yield chunk as Buffer;
  } finally {
    source.destroy();
    packed.destroy();
  }
}

async function isEncrypted(file: string): Promise<boolean> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(AGE_START.length), 0);
    return buffer.toString("latin1", 0, bytesRead) === AGE_START;
  } finally {
    await handle.close();
  }
}

async function* piecesOf(frames: AsyncIterable<Frame>): AsyncGenerator<BackupPiece> {
  let header: BackupHeader | null = null;
  let ended = false;
  const parts: BackupPart[] = [];
  let reading = newReading();
  for await (const { kind, content } of frames) {
    if (ended) throw damaged("something follows its end");
    if (header === null) {
      if (kind !== FRAME.header) throw damaged("it does not begin with its header");
      header = parsed<BackupHeader>(content);
      assertFormat(header);
      yield { kind: "header", header };
      continue;
    }
    const table = header.tables[parts.length]?.name;
    if (kind === FRAME.rows && table !== undefined) {
      reading.add(content);
      yield { kind: "rows", table, text: content };
    } else if (kind === FRAME.part) {
      const part = parsed<BackupPart>(content);
      const read = { table, ...reading.end() };
      if (JSON.stringify(read) !== JSON.stringify(part))
        throw damaged(`${table} is not as it was written`);
      parts.push(part);
      reading = newReading();
      yield { kind: "part", part };
    } else if (kind === FRAME.manifest) {
      const manifest = parsed<BackupManifest>(content);
      if (
        JSON.stringify(manifest.parts) !== JSON.stringify(parts) ||
        parts.length !== header.tables.length
      )
        throw damaged("its tables are not those that were written");
      ended = true;
      yield { kind: "manifest", manifest };
    } else throw damaged("its pieces are out of order");
  }
  if (!ended) throw damaged("its end is missing");
}

interface Reading {
  add(text: Buffer): void;
  end(): Omit<BackupPart, "table">;
}

function newReading(): Reading {
  const hash = createHash("sha256");
  let rows = 0;
  let bytes = 0;
  return {
    add(text) {
      hash.update(text);
      rows += linesIn(text);
      bytes += text.length;
    },
    end: () => ({ rows, bytes, sha256: hash.digest("hex") }),
  };
}

function parsed<T>(content: Buffer): T {
  try {
    return JSON.parse(content.toString("utf8")) as T;
  } catch (error) {
    throw damaged("a description in it cannot be read", error);
  }
}

function assertFormat({ format, product }: BackupHeader): void {
  if (format === FORMAT) return;
  throw new Problem({
    code: "backup_other_version",
    status: 422,
    message: `This backup was made by HealthOps ${product} in a layout that this version does not know. Restore it with that version.`,
  });
}

/** Failures of unpacking and of the file as Problems. */
function readFailure(error: unknown, file: string): unknown {
  if (isProblem(error)) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT" || code === "EISDIR" || code === "EACCES") {
    return new Problem({
      code: "backup_missing",
      status: 404,
      message: `There is no backup to read at ${file}. Check the path, and that this user may read it.`,
      cause: error,
    });
  }
  if (code === "ZSTD_error_prefix_unknown") return notABackup(error);
  if (code.startsWith("ZSTD_") || code.startsWith("Z_") || code === "ERR_BUFFER_OUT_OF_BOUNDS")
    return damaged("it cannot be unpacked to its end", error);
  return error;
}
