import type { ScopeKey } from "@healthops/schema/scope";
import type { Queryable } from "../database/pool.ts";
import type { FeedRow } from "../engine/batch-rows.ts";
import type { Catalog } from "../engine/catalog.ts";
import type { LockedCounters, ScopeCounters } from "../engine/scope-counters.ts";
import { writeBatch } from "../engine/write.ts";
import { writeFeed } from "../engine/write-bookkeeping.ts";
import { Parameters } from "../engine/write-parameters.ts";
import type { Repair } from "./repair-of.ts";

/** Writes repairs at new positions, behind the counters' locks [ORD1]; answers the heads that moved. */
export async function writeRepairs(
  connection: Queryable,
  catalog: Catalog,
  counters: ScopeCounters,
  repairs: readonly Repair[],
): Promise<ReadonlyMap<ScopeKey, number>> {
  const feed = repairs.flatMap((repair) => repair.feed);
  const records = repairs.flatMap(({ record }) => record ?? []);
  const keys = new Set(feed.map((row) => row.scope));
  if (keys.size === 0 && records.length === 0) return new Map();
  await counters.ensure(keys);
  const locked = await counters.lock(connection, [...keys]);
  if (records.length === 0) return writeFeedAlone(connection, catalog, locked, feed);
  return writeBatch(connection, catalog, counters, locked, { records, feed, replicas: [] });
}

/** The records are as they were: only the feed said too little or too much. */
async function writeFeedAlone(
  connection: Queryable,
  catalog: Catalog,
  locked: LockedCounters,
  feed: readonly FeedRow[],
): Promise<ReadonlyMap<ScopeKey, number>> {
  const parameters = new Parameters();
  const heads = new Map<ScopeKey, number>();
  const parts = writeFeed(parameters, catalog, feed, locked, heads);
  const text = parts.map((part) => `${part.name} as (${part.text})`).join(", ");
  await connection.query(`with ${text} select 1`, parameters.values);
  return heads;
}
