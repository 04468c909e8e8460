import { createHash } from "node:crypto";
import { conflicts } from "@healthops/schema/core/conflicts";
import type { ScopeKey } from "@healthops/schema/scope";
import { tableName } from "@healthops/schema/tables/quote";
import type pg from "pg";
import { plainArray } from "../database/array-literal.ts";
import type { Queryable } from "../database/pool.ts";
import { engineTransaction } from "../database/transaction.ts";
import type { Catalog, TableEntry } from "../engine/catalog.ts";
import { moveConflict } from "../engine/conflict-scopes.ts";
import { loadRecords } from "../engine/load.ts";
import { ScopeCounters } from "../engine/scope-counters.ts";
import { WorkingSet } from "../engine/working-set.ts";
import { feedScopes } from "./feed-scopes.ts";
import type { Repair } from "./repair-of.ts";
import { writeRepairs } from "./write-repairs.ts";

/** Records in a transaction; others wait for their counters no longer than that. */
const BATCH_RECORDS = 5_000;
/** Any number, the same in every hub: only one of them does it, the others wait for its end. */
const RESCOPE_LOCK = 7_112_026;

/**
 * Once after the scopes of a collection are declared otherwise: its records, and the conflicts about them,
 * enter the scopes that hold them now and leave the others, so that every device gets and loses what it
 * should. Before the first request; cut off, the next start goes on. `onProgress` is told the collection
 * and how many of its records moved so far.
 */
export async function rescope(
  pool: pg.Pool,
  catalog: Catalog,
  onProgress: (collection: string, moved: number) => void,
): Promise<void> {
  if ((await outdated(pool, catalog)).length === 0) return;
  const guard = await pool.connect();
  try {
    await guard.query("select pg_advisory_lock($1)", [RESCOPE_LOCK]);
    const counters = new ScopeCounters(pool);
    for (const entry of await outdated(pool, catalog)) {
      let moved = 0;
      for (let after: string | null = null; ;) {
        const ids: string[] = await nextIds(pool, entry, after);
        if (ids.length === 0) break;
        moved += await engineTransaction(pool, (connection) =>
          rescopeBatch(connection, catalog, counters, entry, ids),
        );
        onProgress(entry.collection.name, moved);
        after = ids.at(-1) ?? null;
      }
      await remember(pool, entry);
    }
  } finally {
    await guard.query("select pg_advisory_unlock($1)", [RESCOPE_LOCK]).catch(() => undefined);
    guard.release();
  }
}

/**
 * Collections whose records may be fed by another declaration. Before it was written down there were no
 * scopes of duties, so that all others are as they were.
 */
async function outdated(pool: pg.Pool, catalog: Catalog): Promise<readonly TableEntry[]> {
  const { rows } = await pool.query<{ key: string; value: string }>(
    "select key, value from hub.settings where key like 'scopes:%'",
  );
  const known = new Map(rows.map(({ key, value }) => [key, value]));
  const entries = [...catalog.schema.collections.keys()].map((name) => catalog.named(name));
  return entries.filter((entry) => {
    const before = known.get(keyOf(entry));
    if (before !== undefined) return before !== declarationOf(entry);
    return entry.collection.scopes.some(({ kind }) => kind === "duty");
  });
}

async function remember(pool: pg.Pool, entry: TableEntry): Promise<void> {
  await pool.query(
    `insert into hub.settings (key, value) values ($1, $2)
      on conflict (key) do update set value = excluded.value`,
    [keyOf(entry), declarationOf(entry)],
  );
}

function keyOf({ collection }: TableEntry): string {
  return `scopes:${collection.name}`;
}

function declarationOf({ collection }: TableEntry): string {
  return createHash("sha256").update(JSON.stringify(collection.scopes)).digest("hex").slice(0, 16);
}

async function nextIds(db: Queryable, entry: TableEntry, after: string | null): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from ${tableName("postgres", entry.collection.name)}
      where $1::uuid is null or id > $1 order by id limit ${BATCH_RECORDS}`,
    [after],
  );
  return rows.map(({ id }) => id);
}

/** Moves the records of one batch; answers how many had to. */
async function rescopeBatch(
  connection: pg.PoolClient,
  catalog: Catalog,
  counters: ScopeCounters,
  entry: TableEntry,
  ids: readonly string[],
): Promise<number> {
  const records = await loadRecords(connection, entry, ids, "for no key update");
  const fed = await feedScopes(connection, entry, ids);
  const repairs = records.flatMap((record): Repair[] => {
    const before = fed.get(record.id) ?? [];
    const entered = record.scopes.filter((scope) => !before.includes(scope));
    const left = before.filter((scope) => !record.scopes.includes(scope));
    if (entered.length + left.length === 0) return [];
    const feed = [
      ...entered.map((scope) => ({ scope, record, departed: false })),
      ...left.map((scope) => ({ scope, record, departed: true })),
    ];
    return [{ record: null, feed }];
  });
  const scopes = new Map(records.map((record) => [record.id, record.scopes]));
  const moved = await conflictRepairs(connection, catalog, scopes);
  await writeRepairs(connection, catalog, counters, [...repairs, ...moved]);
  return repairs.length;
}

/** Who sees a record sees its conflicts, and nobody else. */
async function conflictRepairs(
  connection: pg.PoolClient,
  catalog: Catalog,
  scopes: ReadonlyMap<string, readonly ScopeKey[]>,
): Promise<readonly Repair[]> {
  const { rows } = await connection.query<{ id: string }>(
    "select id from data.conflicts where record_id = any($1::text[]) and not deleted order by id",
    [plainArray([...scopes.keys()])],
  );
  if (rows.length === 0) return [];
  const working = new WorkingSet();
  const found = await loadRecords(
    connection,
    catalog.named(conflicts.name),
    rows.map(({ id }) => id),
    "for no key update",
  );
  for (const conflict of found) {
    working.load(conflict);
    moveConflict(working, conflict, scopes.get(String(conflict.content["recordId"])) ?? []);
  }
  return working.changed().map((record) => ({
    record,
    feed: [
      ...record.scopes.map((scope) => ({ scope, record, departed: false })),
      ...(record.loaded?.scopes ?? [])
        .filter((scope) => !record.scopes.includes(scope))
        .map((scope) => ({ scope, record, departed: true })),
    ],
  }));
}
