import type { Problem } from "@healthops/base/problem";
import { isProblem } from "@healthops/base/problem";
import type { Receipt } from "@healthops/protocol/wire/push";
import { refreshHolds } from "../outbox/holds.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import { setMeta } from "../store/meta.ts";
import type { Store } from "../store/store.ts";
import type { Batch } from "./build-batch.ts";

/** Statuses that say the request itself is at fault: sending it again will never help. */
const AT_FAULT: ReadonlySet<number> = new Set([400, 413, 422]);

/** The hub's refusal of a whole push because of what is in it, or null. */
export function refusalOfRequest(error: unknown): Problem | null {
  return isProblem(error) && AT_FAULT.has(error.status) ? error : null;
}

/**
 * Rejects the one group of a push that the hub would not even look at, so that it does not block the
 * others [PSH3]. The hub has used neither its number nor any later one, so these are given back and
 * given out again.
 */
export async function rejectAlone(
  store: Store,
  tx: SqlTransaction,
  batch: Batch,
  { code, message, faults }: Problem,
): Promise<void> {
  const [group] = batch.groups;
  const localId = group === undefined ? undefined : batch.localIds.get(group.seq);
  if (group === undefined || localId === undefined) return;
  const refusal = { status: "rejected" as const, code, message, faults: [...faults] };
  const receipt: Receipt = {
    seq: group.seq,
    status: "rejected",
    mutations: group.mutations.map(() => refusal),
  };
  const given = await tx.run(
    "update _outbox_groups set state = 'rejected', seq = null, receipt = ? where local_id = ? and seq = ? and state = 'sent'",
    [JSON.stringify(receipt), localId, group.seq],
  );
  if (given === 0) return;
  await tx.run(
    "update _outbox_groups set state = 'waiting', seq = null where state = 'sent' and seq > ?",
    [group.seq],
  );
  await setMeta(tx, "last_seq", group.seq - 1);
  await refreshHolds(store.schema, tx, new Set([localId]));
}
