import { quoted } from "@healthops/schema/tables/quote";
import { Problem } from "@healthops/base/problem";
import type { StoredRecord } from "@healthops/schema/record";
import type { ScopeKey } from "@healthops/schema/scope";
import type pg from "pg";
import type { Row } from "../database/pool.ts";
import type { TableEntry } from "../engine/catalog.ts";
import { contentOfRow } from "../engine/record-row.ts";

/** A record that changed, as older clients' pulls show it. */
export interface ChangedRecord {
  readonly record: StoredRecord;
  /** The content of a deleted record is what it last was. */
  readonly deleted: boolean;
}

export interface ChangesSince {
  /** Oldest change first. */
  readonly changes: readonly ChangedRecord[];
  /**
   * Everything that changed up to this time (µs) is in the answer or was in an earlier one; whatever
   * is committed from now on gets a later time.
   */
  readonly upTo_us: number;
}

/** Feed rows that are read at once, newest first, until they are too old. */
const PAGE = 2_000;

/** Older clients know no pages: more than a life's diary is not put together in memory. */
const CHANGES_MAX = 100_000;

function answerTooLarge(): Problem {
  return new Problem({
    code: "answer_too_large",
    status: 413,
    message: `These are more than ${CHANGES_MAX} records, which this address cannot answer at once. Ask with a later time, or page through them at /api/v1.`,
  });
}

/**
 * What changed in a collection since a time, for older clients whose only cursor is a time [ORD1]:
 * `since_us` is the newest `updatedAt_us` (or the `upTo_us`) of their last answer, null for the first
 * time, when deleted records are left out. Times grow with the positions of each scope, so such a
 * client misses nothing, whatever commits late and however many scopes it reads. Costs in proportion
 * to what changed. What left a scope is not told, and for a scope that is new to the client it must
 * start over.
 */
export async function readChangesSince(
  pool: pg.Pool,
  entry: TableEntry,
  scopes: readonly ScopeKey[],
  since_us: number | null,
): Promise<ChangesSince> {
  const { upTo_us, scopeIds } = await settledHorizon(pool, scopes);
  const found = new Map<string, PlacedChange>();
  for (const scopeId of scopeIds) {
    for await (const placed of changesOfScope(pool, entry, scopeId, since_us ?? 0)) {
      const { record, deleted } = placed.change;
      // What changed meanwhile has a time beyond the horizon and comes with the next answer.
      if (record.updatedAt_us > upTo_us) continue;
      if (deleted && since_us === null) continue;
      found.set(record.id, placed);
      if (found.size > CHANGES_MAX) throw answerTooLarge();
    }
  }
  const inOrder = [...found.values()].toSorted(
    (a, b) =>
      a.change.record.updatedAt_us - b.change.record.updatedAt_us || a.position - b.position,
  );
  return { changes: inOrder.map(({ change }) => change), upTo_us };
}

interface PlacedChange {
  readonly change: ChangedRecord;
  readonly position: number;
}

interface Horizon {
  readonly upTo_us: number;
  readonly scopeIds: readonly number[];
}

interface Counter extends Row {
  readonly id: number;
  readonly last_us: number;
}

/**
 * A time up to which everything is committed and after which all that is yet to come will lie. In one
 * scope that is the time of its newest change: whoever writes next gets a later one. Among several,
 * counters that lag behind the newest time are raised to it. That also waits for writers who hold
 * them and may have a time below; and even a clock that was set back then gives none below it.
 */
async function settledHorizon(pool: pg.Pool, scopes: readonly ScopeKey[]): Promise<Horizon> {
  const counters = await readCounters(pool, [...new Set(scopes)]);
  const upTo_us = counters.reduce((latest, { last_us }) => Math.max(latest, last_us), 0);
  const scopeIds = counters.map(({ id }) => id);
  if (counters.some(({ last_us }) => last_us < upTo_us)) await raise(pool, scopeIds, upTo_us);
  return { upTo_us, scopeIds };
}

async function readCounters(pool: pg.Pool, keys: readonly ScopeKey[]): Promise<Counter[]> {
  for (;;) {
    const { rows } = await pool.query<Counter>({
      name: "legacy_counters",
      text: `select id, last_us from hub.scopes where key = any($1::text[])`,
      values: [keys],
    });
    if (rows.length === keys.length || keys.length === 1) return rows;
    // A scope without a counter cannot be raised; its first change could get any time.
    await pool.query(
      `insert into hub.scopes (key) select unnest($1::text[]) on conflict (key) do nothing`,
      [keys.toSorted()],
    );
  }
}

/** Locks the lagging counters in the order in which writers lock them [ORD1], then raises them. */
async function raise(pool: pg.Pool, scopeIds: readonly number[], to_us: number): Promise<void> {
  await pool.query({
    name: "legacy_raise",
    text: `with lagging as materialized (
        select id from hub.scopes where id = any($1::int[]) and last_us < $2
        order by id for no key update
      )
      update hub.scopes s set last_us = $2 from lagging where s.id = lagging.id`,
    values: [scopeIds, to_us],
  });
}

/** Walks a scope's feed back from its head; times fall with the positions, so it knows when to stop. */
async function* changesOfScope(
  pool: pg.Pool,
  entry: TableEntry,
  scopeId: number,
  since_us: number,
): AsyncGenerator<PlacedChange> {
  const { name } = entry.collection;
  const columns = entry.columns.map(({ column }) => `, d.${quoted(column)}`).join("");
  let below = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const { rows } = await pool.query<Row>({
      name: `legacy_changes_${name}`,
      text: `select f.position, d.id, d.version, d.created_at_us, d.updated_at_us, d.deleted${columns}
        from hub.feed f join data.${name} d on d.id = f.record_id
        where f.scope_id = $1 and f.collection_id = $2 and not f.departed and f.position < $3
        order by f.position desc limit ${PAGE}`,
      values: [scopeId, entry.number, below],
    });
    for (const row of rows) {
      if (Number(row["updated_at_us"]) <= since_us) return;
      yield { change: changedRecord(entry, row), position: Number(row["position"]) };
    }
    if (rows.length < PAGE) return;
    below = Number(rows.at(-1)?.["position"]);
  }
}

function changedRecord(entry: TableEntry, row: Row): ChangedRecord {
  return {
    deleted: row["deleted"] === true,
    record: {
      id: String(row["id"]),
      version: Number(row["version"]),
      createdAt_us: Number(row["created_at_us"]),
      updatedAt_us: Number(row["updated_at_us"]),
      content: contentOfRow(entry, row),
    },
  };
}
