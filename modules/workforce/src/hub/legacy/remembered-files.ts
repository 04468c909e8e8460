import { present } from "@healthops/base/assert";
import { Problem } from "@healthops/base/problem";
import type { Queryable, Row } from "@healthops/hub/database/pool";
import { encodeState, emptyState } from "./file-state.ts";
import type { FileState } from "./file-state.ts";

/** A program's file as the hub remembers it. */
export interface RememberedFile {
  readonly number: number;
  /** The key that the file was made for: row numbers mean what they mean to its program. */
  readonly keyId: string;
  /** What the program had from the beginning, not a download. */
  readonly original: boolean;
  readonly revision: number;
  readonly state: Uint8Array;
}

interface FileRow extends Row {
  readonly number: number;
  readonly key_id: string;
  readonly original: boolean;
  readonly revision: number;
  readonly state: Uint8Array;
}

const COLUMNS = "number, key_id, original, revision, state";
/** Downloads of a key that are remembered, besides those that came back. */
const KEPT_MAX = 30;

/**
 * The file that an upload goes on from: the download whose number stands in its header, else what the
 * key's program had from the beginning. Problem `unknown_file` (409) for a number that the hub gave
 * out and forgot, or gave to another region: what stands in that file is nothing that this key may ask about.
 */
export async function fileOfUpload(
  db: Queryable,
  keyId: string,
  fileNumber: number,
): Promise<RememberedFile> {
  const { rows } = await db.query<FileRow>(
    `select ${COLUMNS} from hub.key_files f where number = $1 and not original and exists (
      select from hub.keys own join hub.keys given on given.id = f.key_id
        where own.id = $2 and (own.site_id is null or given.site_id = own.site_id))`,
    [fileNumber, keyId],
  );
  if (rows[0] !== undefined) return remembered(rows[0]);
  if (await wasGivenOut(db, fileNumber)) {
    throw new Problem({
      code: "unknown_file",
      status: 409,
      message:
        "This database was downloaded so long ago that the hub no longer knows its rows. Nothing was changed. Keep the file, download the merged data again, and enter there what is missing.",
    });
  }
  return originalOf(db, keyId);
}

async function wasGivenOut(db: Queryable, number: number): Promise<boolean> {
  const { rows } = await db.query<{ given: boolean }>(
    `select is_called and $1 between 1213136897 and last_value as given from hub.key_files_number_seq`,
    [number],
  );
  return rows[0]?.given === true;
}

async function originalOf(db: Queryable, keyId: string): Promise<RememberedFile> {
  await db.query(
    `insert into hub.key_files (key_id, original, state) select $1, true, $2
      where not exists (select from hub.key_files where key_id = $1 and original)
      on conflict do nothing`,
    [keyId, encodeState(emptyState())],
  );
  const { rows } = await db.query<FileRow>(
    `select ${COLUMNS} from hub.key_files where key_id = $1 and original`,
    [keyId],
  );
  return remembered(present(rows[0], "a key has an original file"));
}

/** The file of a key that its program used last; the numbers of its rows are kept in a download. */
export async function lastFileOf(db: Queryable, keyId: string): Promise<RememberedFile | null> {
  const { rows } = await db.query<FileRow>(
    `select ${COLUMNS} from hub.key_files where key_id = $1
      order by coalesce(used_at, made_at) desc, number desc limit 1`,
    [keyId],
  );
  return rows[0] === undefined ? null : remembered(rows[0]);
}

/**
 * Keeps a file's new state, in the transaction that changes its records. Problem `upload_overtaken`
 * (409) when another upload of the same file was quicker.
 */
export async function keepState(
  db: Queryable,
  file: RememberedFile,
  state: FileState,
): Promise<void> {
  const { rowCount } = await db.query(
    `update hub.key_files set state = $3, revision = revision + 1, used_at = now()
      where number = $1 and revision = $2`,
    [file.number, file.revision, encodeState(state)],
  );
  if (rowCount === 1) return;
  throw new Problem({
    code: "upload_overtaken",
    status: 409,
    message: "The same database is being sent a second time at this moment. Send it again.",
  });
}

/** Notes that a program goes on with this file. */
export async function markUsed(db: Queryable, file: RememberedFile): Promise<void> {
  await db.query("update hub.key_files set used_at = now() where number = $1", [file.number]);
}

/** A number for a file that will be downloaded. */
export async function nextFileNumber(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ number: number }>(
    "select nextval('hub.key_files_number_seq')::int as number",
  );
  return present(rows[0], "a sequence answers").number;
}

/** Remembers a download, and forgets old ones of the key that never came back. */
export async function keepDownload(
  db: Queryable,
  keyId: string,
  number: number,
  state: Uint8Array,
): Promise<void> {
  await db.query(
    `insert into hub.key_files (number, key_id, original, state) overriding system value
      values ($1, $2, false, $3)`,
    [number, keyId, state],
  );
  await db.query(
    `delete from hub.key_files where number in (
        select number from hub.key_files where key_id = $1 and not original and used_at is null
        order by number desc offset ${KEPT_MAX})`,
    [keyId],
  );
  await db.query(
    `delete from hub.key_files where number in (
        select number from hub.key_files where key_id = $1 and not original and used_at is not null
        order by used_at desc offset ${KEPT_MAX})`,
    [keyId],
  );
}

function remembered(row: FileRow): RememberedFile {
  const { number, key_id: keyId, original, revision, state } = row;
  return { number, keyId, original, revision, state };
}
