import { Problem } from "@healthops/base/problem";
import type { Actor } from "@healthops/schema/person";
import { rebaseRecord } from "../rebase/rebase-record.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import type { Store } from "../store/store.ts";
import { planNamed } from "../store/table-plan.ts";
import type { Accepted, Change, GroupId } from "./change.ts";
import { enqueueGroup } from "./enqueue.ts";
import type { GroupState } from "./group-state.ts";
import { movedIds, withIdsMoved } from "./natural-create.ts";
import { noteWithdrawn } from "./withdrawn.ts";
import { dependentsOf, refreshHolds } from "./holds.ts";
import type { RecordKey } from "./settle.ts";
import { deleteGroups, recordsOf } from "./settle.ts";

/** What a person may still take back: the hub has not accepted it and is not about to. */
const OPEN: ReadonlySet<GroupState> = new Set(["waiting", "rejected", "held"]);

/**
 * Discards a group that the hub rejected or has not been sent [PSH3]; its records show what they
 * were without it. With `dependents`, the groups held because of it go as well; without, they are
 * sent and answered for themselves. Answers the discarded groups. Throws `unknown_group` or
 * `group_sent`.
 */
export async function discardGroup(
  store: Store,
  tx: SqlTransaction,
  group: GroupId,
  dependents: boolean,
): Promise<readonly GroupId[]> {
  await assertOpen(tx, group);
  const groups = [group, ...(dependents ? await dependentsOf(store.schema, tx, group) : [])];
  const records = await recordsOf(tx, groups);
  for (const one of groups) await noteWithdrawn(tx, one);
  await deleteGroups(tx, groups);
  await rebaseAll(store, tx, records);
  await refreshHolds(store.schema, tx);
  return groups;
}

/**
 * Puts corrected changes in the place of a rejected group [PSH3]: they keep its place in the order
 * of the person's work, so that what was held because of it follows. Sent under a new number. A create
 * whose id is not that of its natural key gets it, and so do the later changes of its record [NAT2]. Throws
 * as `discardGroup` and as any change may.
 */
export async function correctGroup(
  store: Store,
  tx: SqlTransaction,
  actor: Actor,
  group: GroupId,
  changes: readonly Change[],
): Promise<Accepted> {
  await assertOpen(tx, group);
  const before = await recordsOf(tx, [group]);
  await noteWithdrawn(tx, group);
  await tx.run("delete from _outbox_mutations where local_id = ?", [group]);
  await tx.run(
    "update _outbox_groups set state = 'waiting', seq = null, receipt = null, device_time_ms = ? where local_id = ?",
    [store.ports.clock.now(), group],
  );
  await rebaseAll(store, tx, before);
  const moved = movedIds(store.schema, changes);
  const accepted = await enqueueGroup(store, tx, actor, withIdsMoved(changes, moved), group);
  for (const { collection, from, to } of moved) {
    await tx.run(
      "update _outbox_mutations set record_id = ? where collection = ? and record_id = ? and local_id > ?",
      [to, collection, from, group],
    );
  }
  await rebaseAll(store, tx, before);
  // What was held on top of it belongs on top again.
  await rebaseAll(store, tx, await recordsOf(tx, [group]));
  await refreshHolds(store.schema, tx);
  return accepted;
}

/** Shows the records as they are with what is still pending. */
export async function rebaseAll(
  store: Store,
  tx: SqlTransaction,
  records: readonly RecordKey[],
): Promise<void> {
  for (const { collection, recordId } of records) {
    await rebaseRecord(tx, planNamed(store.plans, collection), recordId);
  }
}

async function assertOpen(tx: SqlTransaction, group: GroupId): Promise<void> {
  const [row] = await tx.all("select state from _outbox_groups where local_id = ?", [group]);
  if (row === undefined) {
    throw new Problem({
      code: "unknown_group",
      status: 404,
      message: `There is no pending change ${group} on this device; the hub may have accepted it meanwhile.`,
    });
  }
  if (OPEN.has(String(row["state"]) as GroupState)) return;
  throw new Problem({
    code: "group_sent",
    status: 409,
    message: `Change ${group} is already on its way to the hub. Sync, then make a new change instead.`,
  });
}
