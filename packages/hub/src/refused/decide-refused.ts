import { Problem } from "@healthops/base/problem";
import type {
  RefusedChange,
  RefusedDecision,
  RefusedKeys,
  RefusedWork,
  TakenOver,
} from "@healthops/protocol/wire/refused";
import type { Queryable } from "../database/pool.ts";
import type { Hub } from "../hub.ts";
import type { HubActor } from "../hub-actor.ts";
import { recordEvent } from "../security-log/security-events.ts";
import { inTransaction } from "../database/in-transaction.ts";
import type { RefusedKey } from "./read-refused.ts";
import { readRefused } from "./read-refused.ts";
import type { RefusedHub } from "./record-lookup.ts";

/**
 * Somebody else decided between the question and the write. No Problem: the engine applies several
 * submissions in one transaction, and only the one that fails may hear of it.
 */
export class DecidedMeanwhile extends Error {}

/**
 * Decides against a refused change: it leaves the open list and stays readable with its reason.
 * Problems `not_permitted`, `unknown_refused_change` (404), `refused_change_decided` (409).
 */
export async function setAside(
  hub: Pick<Hub, "pool" | "engine">,
  actor: HubActor,
  key: RefusedKey,
  reason: string,
): Promise<RefusedChange> {
  const { change } = await openWork(hub, actor, key);
  try {
    await inTransaction(hub.pool, (connection) =>
      keepDecision(connection, actor, change, "set_aside", reason),
    );
  } catch (error) {
    throw error instanceof DecidedMeanwhile ? alreadyDecided() : error;
  }
  return (await readRefused(hub, actor, key)).change;
}

/** A refused change that waits for a decision which the actor may make. */
export async function openWork(
  hub: RefusedHub,
  actor: HubActor,
  key: RefusedKey,
): Promise<RefusedWork> {
  const work = await readRefused(hub, actor, key);
  if (work.change.decision !== null) throw alreadyDecided();
  if (work.change.mayDecide) return work;
  throw new Problem({
    code: "not_permitted",
    status: 403,
    message:
      "Part of this change is about records that you may not write. Only who may write all of them decides on it.",
  });
}

/** Takes the change off the open list, once, and into the security events. */
export async function keepDecision(
  connection: Queryable,
  actor: HubActor,
  { deviceId, seq, personId }: RefusedChange,
  outcome: RefusedDecision["outcome"],
  reason: string | null,
): Promise<void> {
  const { rowCount } = await connection.query(
    `update hub.refused set decision = $3, decided_at = clock_timestamp(), decided_by = $4,
        decision_reason = $5
      where replica_id = $1 and seq = $2 and decision is null`,
    [deviceId, seq, outcome, actor.personId, reason],
  );
  if (rowCount === 0) throw new DecidedMeanwhile();
  await recordEvent(connection, {
    kind: outcome === "taken_over" ? "refused_taken_over" : "refused_set_aside",
    personId,
    byPersonId: actor.personId,
    detail: { device: deviceId, change: seq, ...(reason === null ? {} : { reason }) },
  });
}

/** Which of a person's own refused changes others have taken over; what is none of theirs is passed over. */
export async function takenOverOf(
  db: Queryable,
  personId: string,
  changes: RefusedKeys["changes"],
): Promise<TakenOver["changes"]> {
  const { rows } = await db.query<{ deviceId: string; seq: number }>(
    `select r.replica_id as "deviceId", r.seq from unnest($2::uuid[], $3::bigint[]) as asked (id, seq)
      join hub.refused r on r.replica_id = asked.id and r.seq = asked.seq
      where r.person_id = $1 and r.decision = 'taken_over'`,
    [personId, changes.map(({ deviceId }) => deviceId), changes.map(({ seq }) => seq)],
  );
  return rows;
}

export function alreadyDecided(): Problem {
  return new Problem({
    code: "refused_change_decided",
    status: 409,
    message: "Somebody has decided on this refused change already. Reload the list.",
  });
}
