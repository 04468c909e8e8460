import { Problem } from "@healthops/base/problem";

/** Stands at the start of what is compressed: what the file is, and which layout. */
export const MAGIC = "HealthOps backup\n";
export const FORMAT = 1;

/** One table of the hub as it was backed up. */
export interface BackupTable {
  /** `data.exercises` */
  readonly name: string;
  /** Column names and PostgreSQL types, in the order of the copied rows. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** What is known before the rows are read. */
export interface BackupHeader {
  readonly format: number;
  /** Version of the program that made it. */
  readonly product: string;
  readonly schemaVersion: string;
  readonly epoch: string;
  /** ISO time of the snapshot. */
  readonly takenAt: string;
  readonly postgres: string;
  /** Written migrations that had run. */
  readonly migrations: readonly string[];
  readonly tables: readonly BackupTable[];
}

/** What the rows of one table came to. */
export interface BackupPart {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  /** Of the rows' text. */
  readonly sha256: string;
}

/** Stands at the end; a file without it is cut off. */
export interface BackupManifest {
  readonly parts: readonly BackupPart[];
  readonly sequences: readonly {
    readonly name: string;
    readonly last: number;
    readonly called: boolean;
  }[];
}

/** Pieces of the file: header, rows of a table, the end of a table, manifest. */
export const FRAME = { header: 1, rows: 2, part: 3, manifest: 4 } as const;
export type FrameKind = (typeof FRAME)[keyof typeof FRAME];

export interface Frame {
  readonly kind: FrameKind;
  readonly content: Buffer;
}

const HEAD_bytes = 5;
/** No piece is that large; a length beyond it is damage, not a reason to fill the memory. */
const CONTENT_MAX_bytes = 256 * 1024 * 1024;

/** A piece with its kind and length before it. */
export function frameBytes(kind: FrameKind, content: Buffer): Buffer {
  const head = Buffer.allocUnsafe(HEAD_bytes);
  head.writeUInt8(kind, 0);
  head.writeUInt32LE(content.length, 1);
  return Buffer.concat([head, content]);
}

/** Reads the pieces back. Problems `backup_damaged` and `not_a_backup`. */
export async function* framesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  for await (const chunk of bytes) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (!begun) {
      if (rest.length < MAGIC.length) continue;
      if (rest.toString("latin1", 0, MAGIC.length) !== MAGIC) throw notABackup();
      rest = rest.subarray(MAGIC.length);
      begun = true;
    }
    for (;;) {
      if (rest.length < HEAD_bytes) break;
      const length = rest.readUInt32LE(1);
      if (length > CONTENT_MAX_bytes) throw damaged("a piece has an impossible length");
      if (rest.length < HEAD_bytes + length) break;
      const kind = rest.readUInt8(0);
      if (!isKind(kind)) throw damaged("a piece of an unknown kind");
      yield { kind, content: rest.subarray(HEAD_bytes, HEAD_bytes + length) };
      rest = rest.subarray(HEAD_bytes + length);
    }
  }
  if (!begun) throw notABackup();
  if (rest.length > 0) throw damaged("it ends in the middle of a piece");
}

/** The file was changed or cut since it was written. */
export function damaged(what: string, cause?: unknown): Problem {
  return new Problem({
    code: "backup_damaged",
    status: 422,
    message: `This backup is damaged: ${what}. Nothing was changed. Use another backup.`,
    cause,
  });
}

/** The file was never a backup of this product. */
export function notABackup(cause?: unknown): Problem {
  return new Problem({
    code: "not_a_backup",
    status: 422,
    message: "This file is not a HealthOps backup. Nothing was changed.",
    cause,
  });
}

function isKind(kind: number): kind is FrameKind {
  return kind >= FRAME.header && kind <= FRAME.manifest;
}
