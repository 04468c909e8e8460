import type { Operation } from "@healthops/schema/permission";
import type { Content } from "@healthops/schema/record";
import type { Row } from "../database/pool.ts";
import { momentOfMicros } from "../requests/moment.ts";

/** One accepted change as the API tells it. */
export interface HistoryEntry {
  readonly collection: string;
  readonly recordId: string;
  /** The record's version after the change. */
  readonly version: number;
  readonly op: Operation;
  /** Hub time, with microseconds. */
  readonly at: string;
  /** Null: the hub itself. */
  readonly personId: string | null;
  /** The device's database; null: through the API or by the hub. */
  readonly replicaId: string | null;
  /** When the person did it, by the device's clock. */
  readonly deviceTime: string | null;
  /** That the record changed may be known, but not its content: it is in no scope of the reader's. */
  readonly withheld: boolean;
  readonly reason: string | null;
  /** Values of the changed fields; null when withheld, or when the record came to the reader by this change. */
  readonly before: Content | null;
  /** Values of the changed fields; null when withheld. */
  readonly after: Content | null;
}

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  readonly next: string | null;
}

/** A row of {@link HISTORY_COLUMNS}. */
export interface HistoryRow extends Row {
  readonly collection: string;
  readonly collection_id: number;
  readonly record_id: string;
  readonly version: number;
  readonly op: Operation;
  readonly at_us: number;
  readonly person_id: string | null;
  readonly replica_id: string | null;
  readonly device_time_ms: number | null;
  readonly reason: string | null;
  readonly withheld: boolean;
  readonly before: Content | null;
  readonly after: Content | null;
}

/** What the reader held before the change, too: who shares a record does not share what it was before. */
const HELD_BEFORE = `(h.version = 1 or exists (select from hub.history earlier
    where earlier.record_id = h.record_id and earlier.collection_id = h.collection_id
      and earlier.version = h.version - 1 and earlier.scope_ids && $1::int[]))`;

/**
 * Columns of a history row; `$1` is the numbers of the scopes that the reader holds. Content that is
 * withheld does not leave the database.
 */
export const HISTORY_COLUMNS = `c.name as collection, h.collection_id, h.record_id, h.version, h.op, h.at_us,
  h.person_id, h.replica_id, h.device_time_ms, not h.scope_ids && $1::int[] as withheld,
  case when h.scope_ids && $1::int[] then h.reason end as reason,
  case when h.scope_ids && $1::int[] and ${HELD_BEFORE} then h.before end as before,
  case when h.scope_ids && $1::int[] then h.after end as after`;

/** The furthest moment that JavaScript's dates reach; a device's clock may say anything. */
const DATE_MAX_ms = 8.64e15;

/** A device's time as ISO text; null when it told none that is in the calendar. */
export function deviceTimeOf(device_time_ms: number | null): string | null {
  const told = device_time_ms !== null && device_time_ms <= DATE_MAX_ms;
  return told ? new Date(device_time_ms).toISOString() : null;
}

export function historyEntry(row: HistoryRow): HistoryEntry {
  return {
    collection: row.collection,
    recordId: row.record_id,
    version: row.version,
    op: row.op,
    at: momentOfMicros(row.at_us),
    personId: row.person_id,
    replicaId: row.replica_id,
    deviceTime: deviceTimeOf(row.device_time_ms),
    withheld: row.withheld,
    reason: row.reason,
    before: row.before,
    after: row.after,
  };
}
