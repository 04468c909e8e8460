import { present } from "@healthops/base/assert";
import { Problem } from "@healthops/base/problem";
import type { Mutation, MutationReceipt } from "@healthops/protocol/wire/push";
import { conflicts } from "@healthops/schema/core/conflicts";
import type { Hub } from "../hub.ts";
import type { HubActor } from "../hub-actor.ts";
import { readRecord } from "./read-record.ts";

/** A change that was taken: nobody was in its way, or everybody's fields found their place. */
export interface TakenChange {
  readonly outcome: "applied" | "merged";
  /** The record's version afterwards; the one before when there was nothing to change. */
  readonly version: number;
}

/** Statuses of the engine's refusals; others say that the content is not acceptable (422). */
const STATUS_OF: Readonly<Record<string, number>> = {
  not_permitted: 403,
  unknown_record: 404,
  id_taken: 409,
  key_taken: 409,
  record_in_use: 409,
  version_ahead: 412,
  other_site: 403,
  changed_meanwhile: 409,
  conflict_resolved: 409,
  decision_without_change: 409,
};

/**
 * Puts one change through the engine, as a push would [ORD2]. Throws a Problem: the engine's refusal,
 * or `conflict` (409) with both values when a person has to decide.
 */
export async function submitChange(
  hub: Pick<Hub, "engine" | "pool" | "ports">,
  actor: HubActor,
  mutation: Mutation,
  reason: string | null,
): Promise<TakenChange> {
  const [receipt] = await hub.engine.submit({
    actor,
    replica: null,
    groups: [{ seq: 1, deviceTime_ms: hub.ports.clock.now(), mutations: [mutation] }],
    ...(reason === null ? {} : { reason }),
  });
  const answer = present(receipt?.mutations[0], "every mutation gets a receipt");
  if (answer.status === "rejected") throw refusedReceipt(answer);
  if (answer.status === "conflict") throw await conflict(hub, mutation, answer);
  return { outcome: answer.status, version: answer.version };
}

/** The engine's refusal of a change as a Problem with its status. */
export function refusedReceipt(answer: Extract<MutationReceipt, { status: "rejected" }>): Problem {
  return new Problem({
    code: answer.code,
    status: STATUS_OF[answer.code] ?? 422,
    message: answer.message,
    faults: answer.faults,
  });
}

async function conflict(
  hub: Pick<Hub, "engine" | "pool">,
  { collection, id }: Mutation,
  { conflictId, version }: Extract<MutationReceipt, { status: "conflict" }>,
): Promise<Problem> {
  const entry = hub.engine.catalog.named(conflicts.name);
  const found = await readRecord(hub.pool, entry, conflictId);
  const { kind, base, mine, theirs } = found?.record.content ?? {};
  return new Problem({
    code: "conflict",
    status: 409,
    message:
      `Somebody else changed ${collection} ${id} meanwhile. What could be merged was; ` +
      `for the rest both values wait in conflict ${conflictId}, where a person decides.`,
    extra: { conflictId, version, kind, base, mine, theirs },
  });
}
