import { randomUUID } from "node:crypto";
import { present } from "@healthops/base/assert";
import type { Queryable } from "../database/pool.ts";
import { ACCESS_CHANNEL } from "../access/access-change.ts";
import { recordEvent } from "../security-log/security-events.ts";
import type { Line, Place, PlaceRow } from "./line-row.ts";
import { lineOf, PLACE, placeOf } from "./line-row.ts";
import type { LineReason } from "./reason-to-open.ts";

/** Any number, the same in every hub: only one of them opens a line at a time. */
const LINES_LOCK = 7_011_2029;

export interface Situation {
  readonly place: Place;
  readonly newest: Line | null;
}

export async function readSituation(connection: Queryable): Promise<Situation> {
  const { rows } = await connection.query<PlaceRow>({ name: "place", text: PLACE });
  const row = present(rows[0], "a query without a table answers one row");
  return { place: placeOf(row), newest: lineOf(row) };
}

/** Runs `work` while no other hub opens a line, in a transaction of its own. */
export async function inLinesLock<T>(
  connection: Queryable,
  work: (connection: Queryable) => Promise<T>,
): Promise<T> {
  await connection.query("begin");
  try {
    await connection.query("select pg_advisory_xact_lock($1)", [LINES_LOCK]);
    const done = await work(connection);
    await connection.query("commit");
    return done;
  } catch (error) {
    await connection.query("rollback").catch(() => undefined);
    throw error;
  }
}

/**
 * Writes down the next line, in the caller's transaction. What has a time up to `since_us` is in the
 * lines before it too; null: everything that is here now. Later times than that will be given out.
 */
export async function insertLine(
  connection: Queryable,
  { place, newest }: Situation,
  reason: LineReason,
  since_us: number | null,
): Promise<Line> {
  const { systemId, timeline } = place;
  const line = { id: randomUUID(), number: (newest?.number ?? 0) + 1, systemId, timeline };
  await connection.query(
    `insert into hub.lines (number, id, system_id, timeline, opened_us, since_us, reason)
      select $1, $2, $3, $4, now_us, coalesce($5, now_us), $6 from (
        select greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint,
          (select max(last_us) from hub.scopes)) as now_us) clock`,
    [line.number, line.id, systemId, timeline, since_us, reason],
  );
  if (reason !== "first") {
    const detail = { line: line.id, number: line.number, reason, timeline };
    await recordEvent(connection, { kind: "line_opened", detail });
    // Hubs that nobody asks anything at the moment have devices on live channels too.
    await connection.query("select pg_notify($1, 'line')", [ACCESS_CHANNEL]);
  }
  return line;
}
