import { statfs } from "node:fs/promises";
import { present } from "@healthops/base/assert";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { HubStatus } from "@healthops/protocol/wire/admin";
import { tableName } from "@healthops/schema/tables/quote";
import { sealLateness } from "../audit/seal-lateness.ts";
import { BACKUP_JOB } from "../backup/backup-job.ts";
import type { Queryable, Row } from "../database/pool.ts";
import { LAST_SEEN } from "../devices/device-row.ts";
import type { Vitals } from "../http/vitals.ts";
import type { Hub } from "../hub.ts";
import { lastRuns } from "../jobs/job-runs.ts";

/** Tables up to this size are counted; of larger ones the database's own estimate is told. */
const COUNTED_MAX_rows = 50_000;

/** How this hub and its database are doing. Cheap enough to be asked every few seconds. */
export async function hubStatus(hub: Hub, vitals: Vitals): Promise<HubStatus> {
  const [database, records, devices, disk, backups, sealing] = await Promise.all([
    databaseStatus(hub),
    recordCounts(hub),
    deviceCounts(hub.pool),
    diskOf(vitals.dataFolder),
    lastRuns(hub.pool, "done"),
    sealLateness(hub.pool),
  ]);
  const now_ms = hub.ports.clock.now();
  return {
    version: vitals.version,
    startedAt: new Date(vitals.startedAt_ms).toISOString(),
    uptime_s: Math.max(0, Math.floor((now_ms - vitals.startedAt_ms) / 1000)),
    epoch: hub.engine.epoch,
    schemaVersion: hub.schema.version,
    protocol: PROTOCOL_VERSION,
    database,
    records,
    devices: { known: devices.known, seenToday: devices.seen_today, live: vitals.live },
    sessions: devices.sessions,
    rates: {
      pushes: vitals.rate("pushes"),
      mutations: vitals.rate("mutations"),
      pulls: vitals.rate("pulls"),
      rows: vitals.rate("rows"),
    },
    errors: {
      count: vitals.errorCount,
      latest: vitals.errors.map(({ at_ms, ...error }) => ({
        at: new Date(at_ms).toISOString(),
        ...error,
      })),
    },
    memory_bytes: process.memoryUsage.rss(),
    disk,
    backup: { lastAt: backups.get(BACKUP_JOB)?.finishedAt ?? null },
    audit: {
      sealLate_s: Math.floor(sealing.late_s),
      sealTooLate: sealing.tooLate,
      told: toldOf(hub),
    },
  };
}

function toldOf({ headTeller }: Hub): NonNullable<HubStatus["audit"]>["told"] {
  if (headTeller === null) return null;
  const { at_ms, ...telling } = headTeller.telling;
  return { ...telling, at: at_ms === null ? null : new Date(at_ms).toISOString() };
}

async function databaseStatus(hub: Hub): Promise<HubStatus["database"]> {
  const { rows } = await hub.pool.query<Omit<HubStatus["database"], "line" | "liveDeaf"> & Row>(
    `select current_setting('server_version') as version,
       pg_database_size(current_database()) as size_bytes,
       (select count(*) from pg_stat_activity where datname = current_database()) as connections,
       current_setting('max_connections')::int as "connectionsMax"`,
  );
  return {
    ...present(rows[0], "a query without a table answers one row"),
    line: hub.lines.current.number,
    liveDeaf: hub.live.deaf,
  };
}

async function recordCounts(hub: Hub): Promise<HubStatus["records"]> {
  const names = [...hub.schema.collections.keys()];
  const { rows } = await hub.pool.query<{ name: string; rows: number }>(
    `select relname as name, greatest(reltuples, 0)::bigint as rows from pg_class
      where relnamespace = 'data'::regnamespace and relkind = 'r' and relname = any($1::text[])`,
    [names],
  );
  const estimates = new Map(rows.map((row) => [row.name, row.rows]));
  const small = names.filter((name) => (estimates.get(name) ?? 0) <= COUNTED_MAX_rows);
  const counts = await countTables(hub.pool, small);
  return names.map((name) => ({
    collection: name,
    count: counts.get(name) ?? estimates.get(name) ?? 0,
  }));
}

/** A table may have grown since its estimate was made: nobody counts further than is worth it. */
async function countTables(
  db: Queryable,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (names.length === 0) return new Map();
  const counts = names.map(
    (name, at) =>
      `(select count(*) from (select from ${tableName("postgres", name)}
        where not deleted limit ${COUNTED_MAX_rows * 4}) t${at})`,
  );
  const { rows } = await db.query<{ counts: number[] }>(
    `select array[${counts.join(", ")}]::int[] as counts`,
  );
  return new Map(names.map((name, at) => [name, rows[0]?.counts[at] ?? 0]));
}

async function deviceCounts(
  db: Queryable,
): Promise<{ known: number; seen_today: number; sessions: number }> {
  const { rows } = await db.query<{ known: number; seen_today: number; sessions: number }>(
    `select count(*) as known,
       count(*) filter (where ${LAST_SEEN} > now() - interval '1 day') as seen_today,
       (select count(*) from hub.sessions where revoked_at is null and expires_at > now()) as sessions
     from hub.replicas r`,
  );
  return present(rows[0], "an aggregate answers one row");
}

async function diskOf(folder: string | null): Promise<HubStatus["disk"]> {
  if (folder === null) return null;
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { free_bytes: bavail * bsize, total_bytes: blocks * bsize };
  } catch {
    // a status without the disk is better than none
    return null;
  }
}
