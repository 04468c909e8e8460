import { Problem } from "@healthops/base/problem";
import { conflicts } from "@healthops/schema/core/conflicts";
import type { StoredRecord } from "@healthops/schema/record";
import type { Accepted, Change } from "../outbox/change.ts";
import { enqueueGroup } from "../outbox/enqueue.ts";
import { refreshHolds } from "../outbox/holds.ts";
import { signedInActor } from "../store/session-row.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import { readRecord } from "../store/record-row.ts";
import type { Store } from "../store/store.ts";
import { planNamed } from "../store/table-plan.ts";
import type { Choices, Resolution } from "./plan-resolution.ts";
import { clashOf, planResolution, planRestore } from "./plan-resolution.ts";

/**
 * Resolves an open conflict as chosen, as one group of changes [MRG5]. Throws `unknown_record`,
 * `conflict_resolved` when somebody was faster, `choice_missing`, and what any change may throw.
 */
export function resolveConflict(
  store: Store,
  conflictId: string,
  choices: Choices,
): Promise<Accepted> {
  return decide(store, conflictId, (resolution) => {
    if (resolution.conflict.content["status"] !== "open") throw alreadyResolved(conflictId);
    return planResolution(resolution, choices);
  });
}

/** Brings back the side that lost a field of a resolved conflict; see `planRestore`. */
export function restoreLoser(store: Store, conflictId: string, field: string): Promise<Accepted> {
  return decide(store, conflictId, (resolution) => planRestore(resolution, field));
}

function decide(
  store: Store,
  conflictId: string,
  plan: (resolution: Resolution) => readonly Change[],
): Promise<Accepted> {
  return store.database.transaction(async (tx) => {
    const actor = await signedInActor(store.schema, tx);
    const conflict = await readRecord(tx, planNamed(store.plans, conflicts.name), conflictId);
    if (conflict === null) throw unknownConflict(conflictId);
    const { collection } = planNamed(store.plans, clashOf(conflict.content).collection);
    const record = await recordOf(store, tx, conflict);
    const changes = plan({ collection, conflict, record });
    const accepted = await enqueueGroup(store, tx, actor, changes);
    await refreshHolds(store.schema, tx);
    return accepted;
  });
}

async function recordOf(
  store: Store,
  tx: SqlTransaction,
  conflict: StoredRecord,
): Promise<StoredRecord | null> {
  const { collection, recordId } = clashOf(conflict.content);
  return readRecord(tx, planNamed(store.plans, collection), recordId);
}

function unknownConflict(id: string): Problem {
  return new Problem({
    code: "unknown_record",
    status: 404,
    message: `There is no conflict ${id} on this device. Sync, or check the id.`,
  });
}

function alreadyResolved(id: string): Problem {
  return new Problem({
    code: "conflict_resolved",
    status: 409,
    message: `Conflict ${id} is already resolved. Look at the record; the other side can still be restored.`,
  });
}
