import { Problem } from "@healthops/base/problem";
import type { Queryable } from "../database/pool.ts";

/** How often the job seals. */
export const SEAL_EVERY_min = 5;
/** Later than this, two turns of the job were missed or sealed nothing: something hinders it. */
const LATE_MAX_s = 10 * 60;

/** How far sealing is behind. */
export interface SealLateness {
  /** Seconds that the oldest unsealed change or event has waited beyond the sealing interval; 0 when none has. */
  readonly late_s: number;
  /** Whether it is so late that somebody should look. */
  readonly tooLate: boolean;
}

/** How far sealing is behind, by the database's clock: whichever hub seals, and also when none does. */
export async function sealLateness(db: Queryable): Promise<SealLateness> {
  const late_s = Math.max(0, (await waiting_s(db)) - SEAL_EVERY_min * 60);
  return { late_s, tooLate: late_s >= LATE_MAX_s };
}

/**
 * Problem `audit_seal_late` when changes have been waiting for their seal for too long, with the transactions
 * that it waits for.
 */
export async function assertSealedInTime(db: Queryable): Promise<void> {
  const { late_s, tooLate } = await sealLateness(db);
  if (!tooLate) return;
  const { rows } = await db.query<{ pid: number; program: string; open_s: number }>(
    `select pid, application_name as program,
       extract(epoch from clock_timestamp() - xact_start)::int as open_s from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
     order by xact_start limit 3`,
  );
  const open = rows.map(
    ({ pid, program, open_s }) => `${pid} (${program || "unnamed"}, ${open_s} s)`,
  );
  throw new Problem({
    code: "audit_seal_late",
    status: 500,
    message: `Changes have been waiting for ${Math.round(late_s / 60) + SEAL_EVERY_min} minutes to be sealed. A transaction that stays open holds it up${open.length === 0 ? "" : `; open are ${open.join(", ")}`}. End it.`,
  });
}

/**
 * Seconds that the oldest change or event which is not sealed yet has been waiting. The unsealed ones are found by
 * their numbers first (offset 0): by time, all the sealed ones would be looked through.
 */
async function waiting_s(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ waiting_s: number | null }>(
    `with sealed as materialized (
       select coalesce(max(changes_through), 0) as changes, coalesce(max(events_through), 0) as events
         from (select changes_through, events_through from hub.seals order by number desc limit 1) newest)
     select (extract(epoch from clock_timestamp()) - least(
       (select min(at_us) / 1000000.0 from (select at_us from hub.history
         where seq > (select changes from sealed) offset 0) waiting),
       (select extract(epoch from min(at)) from (select at from hub.events
         where id > (select events from sealed) offset 0) waiting)))::float8 as waiting_s`,
  );
  return rows[0]?.waiting_s ?? 0;
}
