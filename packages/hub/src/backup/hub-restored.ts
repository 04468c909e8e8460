import { Problem } from "@healthops/base/problem";
import type { Queryable } from "../database/pool.ts";

/** What a device of another epoch needs to follow [PUL8]: Problem `hub_restored`. */
export async function hubRestored(
  db: Queryable,
  epoch: string,
  replicaId: string,
  personId: string,
): Promise<Problem> {
  const { rows } = await db.query<{ last_seq: number; restored_us: number }>(
    `select coalesce((select last_seq from hub.replicas where id = $1 and person_id = $2), 0) as last_seq,
      coalesce((select value::bigint from hub.settings where key = 'restored_us'), 0) as restored_us`,
    [replicaId, personId],
  );
  const { last_seq: lastSeq = 0, restored_us: restoredAt_us = 0 } = rows[0] ?? {};
  return new Problem({
    code: "hub_restored",
    status: 409,
    message:
      "The hub was restored from a backup. This device takes its state over and sends again what the hub lost.",
    extra: { epoch, lastSeq, restoredAt_us },
  });
}
