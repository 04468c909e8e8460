import type { ChangeSince } from "@healthops/protocol/merge/merge-input";
import type { Group } from "@healthops/protocol/wire/push";
import { conflicts } from "@healthops/schema/core/conflicts";
import type { Operation } from "@healthops/schema/permission";
import type { Content } from "@healthops/schema/record";
import { scopesOf } from "@healthops/schema/scope";
import { quoted } from "@healthops/schema/tables/quote";
import type { Queryable, Row } from "../database/pool.ts";
import type { Catalog, TableEntry } from "./catalog.ts";
import { contentOfRow } from "./record-row.ts";
import type { WorkingRecord } from "./working-set.ts";
import { WorkingSet } from "./working-set.ts";

/** What a batch needs to know before anything is decided. */
export interface Loaded {
  readonly working: WorkingSet;
  readonly history: (collection: string, id: string) => readonly ChangeSince[];
  readonly openConflicts: OpenConflicts;
}

/** Ids of the open conflicts about each record; those that the batch opens are added. */
export class OpenConflicts {
  readonly #ids = new Map<string, string[]>();

  about(recordId: string): readonly string[] {
    return this.#ids.get(recordId) ?? [];
  }

  add(recordId: string, conflictId: string): void {
    this.#ids.set(recordId, [...this.about(recordId), conflictId]);
  }
}

/** Reads and locks the records that the groups touch, and what happened to stale ones meanwhile. */
export async function loadForGroups(
  connection: Queryable,
  catalog: Catalog,
  groups: readonly Group[],
): Promise<Loaded> {
  const working = new WorkingSet();
  const oldestBase = new Map<string, Map<string, number>>();
  const deleting = new Set<string>();
  for (const group of groups) {
    for (const { collection, id, base, op } of group.mutations) {
      if (!catalog.schema.collections.has(collection)) continue;
      const bases = oldestBase.get(collection) ?? new Map<string, number>();
      oldestBase.set(collection, bases);
      if (op === "delete") deleting.add(collection);
      // A create of an id that turns out to exist is compared with its whole history.
      bases.set(id, Math.min(bases.get(id) ?? Infinity, op === "create" ? 0 : base));
    }
  }
  const stale: { entry: TableEntry; id: string; base: number }[] = [];
  for (const name of [...oldestBase.keys()].toSorted()) {
    const entry = catalog.named(name);
    const bases = oldestBase.get(name) ?? new Map<string, number>();
    // Whoever refers to a record holds it, and would not be waited for by less.
    const lock = deleting.has(name) ? "for update" : "for no key update";
    for (const record of await loadRecords(connection, entry, [...bases.keys()], lock)) {
      working.load(record);
      const base = bases.get(record.id) ?? 0;
      if (base < record.version) stale.push({ entry, id: record.id, base });
    }
  }
  const openConflicts = new OpenConflicts();
  if (stale.length === 0) return { working, history: () => [], openConflicts };
  const history = await loadHistory(connection, stale);
  await loadOpenConflicts(connection, catalog, stale, working, openConflicts);
  return {
    working,
    history: (collection, id) => history.get(`${collection}/${id}`) ?? [],
    openConflicts,
  };
}

/** Records of one collection by id, locked until the transaction ends unless `lock` is empty. */
export async function loadRecords(
  connection: Queryable,
  entry: TableEntry,
  ids: readonly string[],
  lock: keyof typeof LOADS,
): Promise<WorkingRecord[]> {
  const columns = [
    "id",
    "version",
    "created_at_us",
    "deleted",
    ...entry.columns.map(({ column }) => quoted(column)),
  ];
  const { name } = entry.collection;
  const { rows } = await connection.query({
    name: `load_${name}${LOADS[lock]}`,
    text: `select ${columns.join(", ")} from data.${name} where id = any($1::uuid[])
      order by id ${lock}`,
    values: [`{${ids.join(",")}}`],
  });
  return rows.map((row) => workingRecord(entry, row));
}

/** What a prepared statement is called by how it locks; names have 63 characters at most. */
const LOADS = {
  "for update": "_whole",
  "for no key update": "_locked",
  "for share": "_held",
  "": "",
} as const;

function workingRecord(entry: TableEntry, row: Row): WorkingRecord {
  const version = Number(row["version"]);
  const deleted = row["deleted"] === true;
  const content = contentOfRow(entry, row);
  const id = String(row["id"]);
  const scopes = scopesOf(entry.collection, id, content);
  return {
    collection: entry.collection,
    id,
    loaded: { version, deleted, createdAt_us: Number(row["created_at_us"]), content, scopes },
    version,
    deleted,
    content,
    scopes,
    changes: [],
  };
}

interface HistoryRow extends Row {
  readonly collection_id: number;
  readonly record_id: string;
  readonly version: number;
  readonly op: Operation;
  readonly replica_id: string | null;
  readonly person_id: string | null;
  readonly at_us: number;
  readonly before: Content;
  readonly after: Content;
}

async function loadHistory(
  connection: Queryable,
  stale: readonly { entry: TableEntry; id: string; base: number }[],
): Promise<Map<string, ChangeSince[]>> {
  const { rows } = await connection.query<HistoryRow>({
    name: "history_since",
    text: `select h.collection_id, h.record_id, h.version, h.op, h.replica_id, h.person_id, h.at_us, h.before, h.after
      from unnest($1::int[], $2::uuid[], $3::int[]) as s (collection_id, record_id, base)
      join hub.history h on h.record_id = s.record_id and h.collection_id = s.collection_id and h.version > s.base
      order by h.record_id, h.version`,
    values: [
      `{${stale.map((one) => one.entry.number).join(",")}}`,
      `{${stale.map((one) => one.id).join(",")}}`,
      `{${stale.map((one) => one.base).join(",")}}`,
    ],
  });
  const nameOf = new Map(stale.map(({ entry }) => [entry.number, entry.collection.name]));
  const history = new Map<string, ChangeSince[]>();
  for (const row of rows) {
    const key = `${nameOf.get(row.collection_id)}/${row.record_id}`;
    const changes = history.get(key) ?? [];
    history.set(key, changes);
    changes.push({
      version: row.version,
      op: row.op,
      replicaId: row.replica_id,
      personId: row.person_id,
      at_us: row.at_us,
      before: row.before,
      after: row.after,
    });
  }
  return history;
}

/** Puts the open conflicts about stale records into the working set. */
async function loadOpenConflicts(
  connection: Queryable,
  catalog: Catalog,
  stale: readonly { id: string }[],
  working: WorkingSet,
  open: OpenConflicts,
): Promise<void> {
  const { rows } = await connection.query<{ id: string; record_id: string }>({
    name: "open_conflicts",
    text: `select id, record_id from data.conflicts
      where record_id = any($1::text[]) and status = 'open' and not deleted order by id`,
    values: [`{${stale.map((one) => one.id).join(",")}}`],
  });
  for (const row of rows) open.add(row.record_id, row.id);
  const missing = rows
    .map((row) => row.id)
    .filter((id) => working.get(conflicts.name, id) === undefined);
  // Not locked (that order could deadlock with somebody resolving); the write checks their versions.
  for (const record of await loadRecords(connection, catalog.named(conflicts.name), missing, "")) {
    working.load(record);
  }
}
