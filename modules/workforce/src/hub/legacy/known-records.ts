import { plainArray } from "@healthops/hub/database/array-literal";
import type { Queryable } from "@healthops/hub/database/pool";
import type { TableEntry } from "@healthops/hub/engine/catalog";
import { loadRecords } from "@healthops/hub/engine/load";
import type { Content } from "@healthops/schema/record";

/** A record that a program's file has a row of. */
export interface KnownRecord {
  readonly version: number;
  readonly content: Content;
  /** Its content at the version that the program last had. */
  readonly atBase: Content;
}

/** The records behind rows that changed, with what they were at each row's base. */
export async function readKnownRecords(
  db: Queryable,
  entry: TableEntry,
  bases: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, KnownRecord>> {
  if (bases.size === 0) return new Map();
  const records = await loadRecords(db, entry, [...bases.keys()], "");
  const stale = records.filter(({ id, version }) => version > (bases.get(id) ?? 0));
  const undone = await undoneFields(db, entry, stale, bases);
  const known = new Map<string, KnownRecord>();
  for (const { id, version, content } of records) {
    const before = undone.get(id);
    const atBase = before === undefined ? content : { ...content, ...before };
    known.set(id, { version, content, atBase });
  }
  return known;
}

/** By record: what its fields were at the base, of those that changed since. */
async function undoneFields(
  db: Queryable,
  entry: TableEntry,
  stale: readonly { readonly id: string }[],
  bases: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, Content>> {
  const undone = new Map<string, Content>();
  if (stale.length === 0) return undone;
  const { rows } = await db.query<{ record_id: string; before: Content }>({
    name: "desktop_history_since",
    text: `select h.record_id, h.before
      from unnest($1::uuid[], $2::int[]) as s (record_id, base)
      join hub.history h on h.record_id = s.record_id and h.collection_id = $3 and h.version > s.base
      order by h.version desc`,
    values: [
      plainArray(stale.map(({ id }) => id)),
      plainArray(stale.map(({ id }) => bases.get(id) ?? 0)),
      entry.number,
    ],
  });
  // The oldest change comes last and says what a field was before all of them.
  for (const { record_id, before } of rows) {
    undone.set(record_id, { ...undone.get(record_id), ...before });
  }
  return undone;
}

/** Which of these entries are there, but cleared; with their versions. */
export async function readClearedEntries(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{ id: string; version: number }>({
    name: "desktop_cleared_entries",
    text: `select id, version from data.timesheet_entries
      where id = any($1::uuid[]) and not deleted and code is null and hours is null
        and start_time is null and end_time is null and note is null`,
    values: [plainArray(ids)],
  });
  return new Map(rows.map(({ id, version }) => [id, version]));
}

/** The region of every employee. */
export async function readEmployeeSites(db: Queryable): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; site_id: string }>(
    "select id, site_id from data.employees",
  );
  return new Map(rows.map((row) => [row.id, row.site_id]));
}
