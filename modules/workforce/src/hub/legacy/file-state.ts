import { assert, present } from "@healthops/base/assert";
import { putUuid } from "@healthops/hub/database/uuid-bytes";
import type { FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import type { TableName } from "./desktop-tables.ts";
import { DESKTOP_TABLES } from "./desktop-tables.ts";
import { HASH_bytes, setHash } from "./row-hash.ts";

/**
 * The rows of one table as they were in a program's file when it was last here: parallel arrays,
 * because there are a hundred thousand of them and each upload looks at all.
 */
export interface TableState {
  /** The numbers that the program gave its rows. */
  readonly ids: Float64Array;
  /** The record that each stands for, 16 bytes each. */
  readonly records: Uint8Array;
  /** The version of the record that the program last got (or made) [MRG1]. */
  readonly bases: Uint32Array;
  /** 8 bytes each, of the row as it was. */
  readonly hashes: Uint8Array;
}

/** What is kept of few rows, or once a file. */
export interface FileNotes {
  /** Columns of the program's tables beyond the documented, with their declared types. */
  readonly columns: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  /**
   * By record: what the program sent, where that is not what the record has at its base, because
   * somebody else had changed it too. It is what the program will have changed from, next time.
   */
  readonly held: Readonly<Record<string, Content>>;
  /** The program's own settings as it last sent them; they go before the region's. */
  readonly settings: Readonly<Record<string, FieldValue>>;
  /** A number that the program writes into its file's header, for itself. */
  readonly userVersion: number;
  /** By record: the columns of its users that are for nobody else. */
  readonly secrets: Readonly<Record<string, Content>>;
}

/** Everything that the hub remembers of a program's file. */
export interface FileState {
  readonly tables: Readonly<Record<TableName, TableState>>;
  readonly notes: FileNotes;
}

export const RECORD_bytes = 16;
const ROW_bytes = 8 + RECORD_bytes + 4 + HASH_bytes;

export function emptyTable(rows = 0): TableState {
  return {
    ids: new Float64Array(rows),
    records: new Uint8Array(rows * RECORD_bytes),
    bases: new Uint32Array(rows),
    hashes: new Uint8Array(rows * HASH_bytes),
  };
}

export function emptyState(): FileState {
  const tables = Object.fromEntries(DESKTOP_TABLES.map(({ name }) => [name, emptyTable()]));
  return {
    tables: tables as Record<TableName, TableState>,
    notes: { columns: {}, held: {}, settings: {}, userVersion: 0, secrets: {} },
  };
}

/** The state as bytes: length of the notes, the notes as JSON, then table by table its arrays. */
export function encodeState({ tables, notes }: FileState): Buffer {
  const rows = Object.fromEntries(
    DESKTOP_TABLES.map(({ name }) => [name, tables[name].ids.length]),
  );
  const head = Buffer.from(JSON.stringify({ ...notes, rows }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const arrays = DESKTOP_TABLES.flatMap(({ name }) => {
    const { ids, records, bases, hashes } = tables[name];
    return [ids, records, bases, hashes].map((array) =>
      Buffer.from(array.buffer, array.byteOffset, array.byteLength),
    );
  });
  return Buffer.concat([length, head, ...arrays]);
}

/** The state out of the bytes that {@link encodeState} made. */
export function decodeState(bytes: Uint8Array): FileState {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 4 + buffer.readUInt32LE(0);
  const { rows, ...notes } = JSON.parse(buffer.toString("utf8", 4, at)) as FileNotes & {
    readonly rows: Readonly<Record<string, number>>;
  };
  // A copy, because the arrays must lie at multiples of their elements' sizes.
  const take = (size: number): ArrayBuffer => {
    const part = new Uint8Array(size);
    part.set(buffer.subarray(at, at + size));
    at += size;
    return part.buffer;
  };
  const tables = DESKTOP_TABLES.map(({ name }) => {
    const count = present(rows[name], `the state tells the number of rows of ${name}`);
    assert(at + count * ROW_bytes <= buffer.length, `the state holds all rows of ${name}`);
    const table: TableState = {
      ids: new Float64Array(take(count * 8)),
      records: new Uint8Array(take(count * RECORD_bytes)),
      bases: new Uint32Array(take(count * 4)),
      hashes: new Uint8Array(take(count * HASH_bytes)),
    };
    return [name, table] as const;
  });
  return { tables: Object.fromEntries(tables) as Record<TableName, TableState>, notes };
}

/** The id of the record that a row of the state stands for. */
export function recordAt({ records }: TableState, index: number): string {
  const hex = Buffer.from(
    records.buffer,
    records.byteOffset + index * RECORD_bytes,
    RECORD_bytes,
  ).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** What is known of one row from now on. */
export interface RowState {
  /** Its place in the state before; -1 for a row that was not there. */
  readonly at: number;
  readonly id: number;
  readonly recordId: string;
  readonly base: number;
  /** As `rowHash` makes it. */
  readonly hash: string;
}

/** The table's state with some rows changed and others added. */
export function withRows(table: TableState, rows: readonly RowState[]): TableState {
  const added = rows.filter(({ at }) => at < 0).length;
  const before = table.ids.length;
  const next = emptyTable(before + added);
  next.ids.set(table.ids);
  next.records.set(table.records);
  next.bases.set(table.bases);
  next.hashes.set(table.hashes);
  let end = before;
  for (const row of rows) {
    const index = row.at < 0 ? end++ : row.at;
    next.ids[index] = row.id;
    putUuid(next.records, index * RECORD_bytes, row.recordId);
    next.bases[index] = row.base;
    setHash(next.hashes, index, row.hash);
  }
  return next;
}
