import type pg from "pg";
import { Problem } from "@healthops/base/problem";
import type { RefreshingDevice } from "@healthops/protocol/wire/auth";
import { recordEvent } from "../security-log/security-events.ts";

export interface SharedSession {
  readonly sessionId: string;
  readonly personId: string;
  readonly replicaId: string | null;
}

/**
 * A copy of a device, or one put back to an older state, comes with the session of the original [PSH4].
 * It is recognised by its numbers: the hub has heard more of the device than it says. Then the session
 * is left to the original, and the copy hears that it has to sign in by itself. Whoever comes with a
 * token that was used before must also name the hash of the newest answer that they have: only the
 * device's own database knows it, a stolen token does not. Null: nothing shows that it is a copy.
 */
export async function recognisedCopy(
  connection: pg.PoolClient,
  { sessionId, personId, replicaId }: SharedSession,
  { replicaId: claimed, lastSeq, answered }: RefreshingDevice,
  decision: "rotate" | "reused",
): Promise<Problem | null> {
  if (replicaId === null || claimed !== replicaId) return null;
  if (decision === "reused" && answered === undefined) return null;
  const { rows } = await connection.query<{ last_seq: number; known: boolean }>(
    `select last_seq, exists (select from hub.receipts g
        where g.replica_id = r.id and g.seq = $3 and g.hash = $4) as known
      from hub.replicas r where r.id = $1 and r.person_id = $2`,
    [replicaId, personId, answered?.seq ?? null, answered?.hash ?? null],
  );
  const [row] = rows;
  if (row === undefined || row.last_seq <= lastSeq) return null;
  if (decision === "reused" && !row.known) return null;
  await recordEvent(connection, { kind: "device_copied", personId, sessionId });
  return new Problem({
    code: "device_copied",
    status: 409,
    message:
      "This device is a copy of another one, whose session goes on. Nothing is lost; sign in here to go on as a device of its own.",
    extra: { replicaId, seq: lastSeq + 1, lastSeq: row.last_seq, past: false },
  });
}
