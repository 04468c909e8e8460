import type { StoredRecord } from "@healthops/schema/record";
import type { SqlReader, SqlRow, SqlTransaction } from "../sqlite/database.ts";

/** The hub's state of a record that has local changes on top. */
export interface BaseCopy {
  /** The hub's version; also of a deleted record, 0 when the hub does not know it. */
  readonly version: number;
  /** Null: deleted at the hub, unknown to it, or no longer in any scope held here. */
  readonly record: StoredRecord | null;
}

/** The base copy of a record, or null when the record has no local changes. */
export async function readBase(
  reader: SqlReader,
  collection: string,
  id: string,
): Promise<BaseCopy | null> {
  const [row] = await reader.all(
    "select version, row from _base where collection = ? and record_id = ?",
    [collection, id],
  );
  return row === undefined ? null : baseOf(row);
}

/** A base copy out of the columns `version` and `row`. */
export function baseOf(row: SqlRow): BaseCopy {
  const text = row["row"];
  return {
    version: Number(row["version"]),
    record: typeof text === "string" ? (JSON.parse(text) as StoredRecord) : null,
  };
}

/** Keeps the hub's state of a record, replacing what was kept before. */
export async function writeBase(
  tx: SqlTransaction,
  collection: string,
  id: string,
  base: BaseCopy,
): Promise<void> {
  await tx.run(
    `insert into _base (collection, record_id, version, row) values (?, ?, ?, ?)
      on conflict (collection, record_id) do update set version = excluded.version, row = excluded.row`,
    [collection, id, base.version, base.record === null ? null : JSON.stringify(base.record)],
  );
}
