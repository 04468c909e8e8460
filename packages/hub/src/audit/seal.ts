import { present } from "@healthops/base/assert";
import type { Timers } from "@healthops/base/ports";
import { pause } from "@healthops/base/ports";
import type pg from "pg";
import type { Queryable, Row } from "../database/pool.ts";
import { inTransaction } from "../database/in-transaction.ts";
import { GENESIS, blockContent } from "./chain-blocks.ts";

/** Any number, the same in every hub: only one seals at a time. */
const SEAL_LOCK = 7_011_2027;
/** Small enough to be read in a blink, large enough that blocks stay few. */
const BLOCK_MAX = 10_000;
const BLOCKS_AT_ONCE = 500;
const LOOK_ms = 100;
const LOOKS_MAX = 100;

export interface Sealed {
  readonly blocks: number;
  readonly changes: number;
  readonly events: number;
}

/**
 * Seals the changes and security events that came since, block by block, each block's hash over the
 * former one's. It runs beside the pushes and never in one: a number is sealed once every transaction
 * that may hold a lower one is over, so nothing can appear below a sealed number. A long transaction
 * elsewhere only delays it.
 */
export async function seal(pool: pg.Pool, timers: Timers): Promise<Sealed> {
  const total = { blocks: 0, changes: 0, events: 0 };
  const bounds = await settledBounds(pool, timers);
  if (bounds === null) return total;
  for (let block = 0; block < BLOCKS_AT_ONCE; block++) {
    const sealed = await inTransaction(pool, (connection) => sealBlock(connection, bounds));
    if (sealed === null) break;
    total.blocks++;
    total.changes += sealed.changes;
    total.events += sealed.events;
  }
  return total;
}

interface Bounds {
  readonly changes: number;
  readonly events: number;
}

interface Noted extends Bounds {
  readonly at: string;
  /** The first transaction id that was not given out yet. */
  readonly open: string;
}

/**
 * The newest numbers given out, once everybody who may hold a lower one has committed or gone: no
 * transaction is open that began before. Null when one stays open for longer than it is waited for.
 */
async function settledBounds(db: Queryable, timers: Timers): Promise<Bounds | null> {
  const { rows } = await db.query<Noted & Row>(
    `select coalesce(pg_sequence_last_value(pg_get_serial_sequence('hub.history', 'seq')::regclass), 0) as changes,
       coalesce(pg_sequence_last_value(pg_get_serial_sequence('hub.events', 'id')::regclass), 0) as events,
       clock_timestamp()::text as at, pg_snapshot_xmax(pg_current_snapshot())::text as open`,
  );
  const noted = present(rows[0], "a query without a table answers one row");
  for (let look = 0; look < LOOKS_MAX; look++) {
    // the ids speak for every role; the times also for a transaction that drew a number, but no id yet
    const { rows: now } = await db.query<{ settled: boolean }>(
      `select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 and not exists (
         select from pg_stat_activity where datname = current_database()
           and pid <> pg_backend_pid() and backend_type = 'client backend'
           and xact_start <= $2::timestamptz) as settled`,
      [noted.open, noted.at],
    );
    if (now[0]?.settled === true) return noted;
    await pause(timers, LOOK_ms);
  }
  return null;
}

async function sealBlock(
  connection: pg.PoolClient,
  bounds: Bounds,
): Promise<{ changes: number; events: number } | null> {
  await connection.query("select pg_advisory_xact_lock($1)", [SEAL_LOCK]);
  const { rows } = await connection.query<{
    number: number;
    changes_through: number;
    events_through: number;
    hash: Buffer;
  }>(
    `select number, changes_through, events_through, hash from hub.seals order by number desc limit 1`,
  );
  const former = rows[0];
  const changesAbove = former?.changes_through ?? 0;
  const eventsAbove = former?.events_through ?? 0;
  const range = {
    changesAbove,
    changesThrough: Math.max(changesAbove, Math.min(bounds.changes, changesAbove + BLOCK_MAX)),
    eventsAbove,
    eventsThrough: Math.max(eventsAbove, Math.min(bounds.events, eventsAbove + BLOCK_MAX)),
  };
  if (range.changesThrough === changesAbove && range.eventsThrough === eventsAbove) return null;
  const content = await blockContent(connection, former?.hash ?? GENESIS, range);
  await connection.query(
    `insert into hub.seals (number, changes_through, changes, events_through, events, hash)
      values ($1, $2, $3, $4, $5, $6)`,
    [
      (former?.number ?? 0) + 1,
      range.changesThrough,
      content.changes,
      range.eventsThrough,
      content.events,
      content.hash,
    ],
  );
  return content;
}
