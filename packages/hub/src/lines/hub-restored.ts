import { Problem } from "@healthops/base/problem";
import type { Queryable } from "../database/pool.ts";

/** What a device of another epoch needs to follow [PUL8]: Problem `hub_restored`. */
export async function hubRestored(
  db: Queryable,
  epoch: string,
  replicaId: string,
  personId: string,
): Promise<Problem> {
  const { rows } = await db.query<{ last_seq: number }>(
    `select coalesce((select last_seq from hub.replicas where id = $1 and person_id = $2), 0) as last_seq`,
    [replicaId, personId],
  );
  return hubRestoredProblem(db, epoch, rows[0]?.last_seq ?? 0);
}

/** The same, where the last of the device's numbers is known. */
export async function hubRestoredProblem(
  db: Queryable,
  epoch: string,
  lastSeq: number,
): Promise<Problem> {
  // The oldest of all that may be meant: a change that stood on anything newer stands on nothing then.
  const { rows } = await db.query<{ restored_us: number }>(
    `select coalesce(least((select value::bigint from hub.settings where key = 'restored_us'),
      (select min(since_us) from hub.lines where number > 1)), 0) as restored_us`,
  );
  return restoredProblem(epoch, lastSeq, rows[0]?.restored_us ?? 0);
}

export function restoredProblem(epoch: string, lastSeq: number, restoredAt_us: number): Problem {
  return new Problem({
    code: "hub_restored",
    status: 409,
    message:
      "The hub was restored from a backup. This device takes its state over and sends again what the hub lost.",
    extra: { epoch, lastSeq, restoredAt_us },
  });
}
