import type { FieldFault } from "@healthops/base/problem";
import type { ScopeKey } from "@healthops/schema/scope";
import { tableName } from "@healthops/schema/tables/quote";
import { validatorFor } from "@healthops/schema/validate";
import type pg from "pg";
import type { Queryable } from "../database/pool.ts";
import { engineTransaction } from "../database/transaction.ts";
import type { TableEntry } from "../engine/catalog.ts";
import { loadRecords } from "../engine/load.ts";
import { ScopeCounters } from "../engine/scope-counters.ts";
import type { Hub } from "../hub.ts";
import { feedScopes } from "./feed-scopes.ts";
import { knownStates } from "./known-state.ts";
import { missingIds, putBack } from "./missing-records.ts";
import type { Repair } from "./repair-of.ts";
import { repairOf } from "./repair-of.ts";
import { writeRepairs } from "./write-repairs.ts";

/** Records locked and repaired in one transaction; others wait for their counters no longer than that. */
const BATCH_RECORDS = 5_000;

export interface RebuildOptions {
  /** Kept in the history of the records that were changed past the engine. */
  readonly reason: string;
  /** Told after each batch how many records were looked at so far. */
  readonly onProgress?: (checked: number) => void;
  /** Records in a transaction; default 5,000. */
  readonly batchRecords?: number;
}

export interface RebuildReport {
  /** Records looked at. */
  checked: number;
  /** Records changed past the engine: they got a new version and a history entry. */
  changed: number;
  /** Of these, records whose row was gone: now they are tombstones. */
  vanished: number;
  /** Feed rows that were missing or stale. */
  fed: number;
  /** Feed rows of scopes that no longer hold the record. */
  departed: number;
  /** Records whose content breaks the collection's rules; they travel all the same. */
  readonly invalid: { collection: string; id: string; faults: readonly FieldFault[] }[];
}

/**
 * Makes feed and history agree with the records again, after an unavoidable repair by SQL [ORD2]: what
 * was changed there gets a new version and reaches every device, what lacks in the feed is added,
 * what left a scope leaves it. The hub may run on meanwhile. A second run finds nothing to do.
 */
export async function rebuildFeed(
  hub: Pick<Hub, "pool" | "engine" | "live">,
  options: RebuildOptions,
): Promise<RebuildReport> {
  const report: RebuildReport = {
    checked: 0,
    changed: 0,
    vanished: 0,
    fed: 0,
    departed: 0,
    invalid: [],
  };
  const counters = new ScopeCounters(hub.pool);
  const size = options.batchRecords ?? BATCH_RECORDS;
  await liftHeads(hub.pool);
  for (const name of [...hub.engine.catalog.schema.collections.keys()].toSorted()) {
    const entry = hub.engine.catalog.named(name);
    for await (const ids of batches(hub.pool, entry, size)) {
      const { repairs, heads } = await engineTransaction(hub.pool, (connection) =>
        repairBatch(hub, connection, counters, entry, ids, options.reason),
      );
      hub.live.publish(heads);
      addTo(report, entry, repairs);
      report.checked += ids.length;
      options.onProgress?.(report.checked);
    }
  }
  return report;
}

/** Ids of lost records first, then of all that the table has, in order. */
async function* batches(db: Queryable, entry: TableEntry, size: number): AsyncGenerator<string[]> {
  const lost = await missingIds(db, entry);
  for (let from = 0; from < lost.length; from += size) yield lost.slice(from, from + size);
  const table = tableName("postgres", entry.collection.name);
  for (let after: string | undefined; ;) {
    const { rows } = await db.query<{ id: string }>(
      `select id from ${table} where $1::uuid is null or id > $1 order by id limit $2`,
      [after ?? null, size],
    );
    if (rows.length > 0) yield rows.map((row) => row.id);
    if (rows.length < size) return;
    after = rows.at(-1)?.id;
  }
}

interface CheckedRecord {
  readonly id: string;
  readonly vanished: boolean;
  readonly repair: Repair;
}

async function repairBatch(
  hub: Pick<Hub, "engine">,
  connection: pg.PoolClient,
  counters: ScopeCounters,
  entry: TableEntry,
  ids: readonly string[],
  reason: string,
): Promise<{ repairs: readonly CheckedRecord[]; heads: ReadonlyMap<ScopeKey, number> }> {
  // Locked before anything is compared: from here on nobody else changes these records.
  let records = await loadRecords(connection, entry, ids, "for no key update");
  const known = await knownStates(connection, entry, ids);
  const there = new Set(records.map((record) => record.id));
  const lost = new Map([...known].filter(([id]) => !there.has(id)));
  if (lost.size > 0) {
    await putBack(connection, entry, lost);
    records = await loadRecords(connection, entry, ids, "for no key update");
  }
  const fed = await feedScopes(connection, entry, ids);
  const repairs = records.map((record) => {
    const vanished = lost.has(record.id);
    const repair = repairOf(record, known.get(record.id), fed.get(record.id) ?? [], {
      vanished,
      reason,
    });
    return { id: record.id, vanished, repair };
  });
  const heads = await writeRepairs(
    connection,
    hub.engine.catalog,
    counters,
    repairs.map(({ repair }) => repair),
  );
  return { repairs, heads };
}

/** A counter that lies behind its own feed would give out positions twice. */
async function liftHeads(db: Queryable): Promise<void> {
  await db.query(
    `update hub.scopes s set head = f.newest
      from (select scope_id, max(position) as newest from hub.feed group by scope_id) f
      where s.id = f.scope_id and s.head < f.newest`,
  );
}

function addTo(
  report: RebuildReport,
  { collection }: TableEntry,
  repairs: readonly CheckedRecord[],
): void {
  for (const { id, vanished, repair } of repairs) {
    const { record, feed } = repair;
    report.fed += feed.filter((row) => !row.departed).length;
    report.departed += feed.filter((row) => row.departed).length;
    if (record === null) continue;
    report.changed += 1;
    if (vanished) report.vanished += 1;
    const faults = record.deleted ? [] : validatorFor(collection).content(record.content);
    if (faults.length > 0) report.invalid.push({ collection: collection.name, id, faults });
  }
}
