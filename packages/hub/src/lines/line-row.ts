import type { Row } from "../database/pool.ts";

/** The newest line, as a source for `from`: one row, read off the end of a tiny index. */
export const NEWEST_LINE = `(select id, number, opened_us, system_id, timeline from hub.lines
  order by number desc limit 1)`;

/**
 * The server's timeline (the control file's lags behind a promotion) and how far its log has come. Both
 * fail on a server that is still a standby.
 */
export const TIMELINE = `substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8)`;
export const WAL = `pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::bigint`;

/** Where a database is: on which server, in which of its histories, how far. */
export interface Place {
  readonly systemId: string;
  readonly timeline: string;
  /** Bytes of the write-ahead log so far. */
  readonly wal: number;
}

/** A line as the hub's books have it [LIN1]. */
export interface Line {
  readonly id: string;
  readonly number: number;
  readonly systemId: string;
  readonly timeline: string;
}

export interface PlaceRow extends Row {
  readonly system_id: string;
  readonly timeline: string;
  readonly wal: number;
  readonly line_id: string | null;
  readonly line_number: number | null;
  readonly line_system_id: string | null;
  readonly line_timeline: string | null;
}

/** Place and newest line in one statement. */
export const PLACE = `select (select system_identifier from pg_control_system())::text as system_id,
    ${TIMELINE} as timeline, ${WAL} as wal, l.id as line_id, l.number as line_number,
    l.system_id as line_system_id, l.timeline as line_timeline
  from (select 1) one left join ${NEWEST_LINE} l on true`;

export function placeOf({ system_id: systemId, timeline, wal }: PlaceRow): Place {
  return { systemId, timeline, wal };
}

export function lineOf(row: PlaceRow): Line | null {
  if (row.line_id === null) return null;
  return {
    id: row.line_id,
    number: row.line_number ?? 0,
    systemId: row.line_system_id ?? "",
    timeline: row.line_timeline ?? "",
  };
}
