import { rebaseRecord } from "../rebase/rebase-record.ts";
import { keepDelivered } from "./delivered.ts";
import type { SqlRow, SqlTransaction } from "../sqlite/database.ts";
import { getMeta } from "../store/meta.ts";
import type { Store } from "../store/store.ts";
import { planNamed } from "../store/table-plan.ts";
import type { GroupId } from "./change.ts";

/**
 * Lets go of accepted groups whose effect the hub's rows on this device already contain, and shows
 * their records without the patches. (A counter's step would otherwise be seen twice.)
 */
export async function settleSeen(store: Store, tx: SqlTransaction): Promise<void> {
  const rows = await tx.all(
    `select g.local_id from _outbox_groups g where g.state = 'acked' and not exists (
      select 1 from _outbox_mutations m
        left join _base b on b.collection = m.collection and b.record_id = m.record_id
        where m.local_id = g.local_id and coalesce(b.version, 0) < m.acked_version)`,
  );
  const groups = rows.map((row) => Number(row["local_id"]));
  const records = await recordsOf(tx, groups);
  await letGo(store, tx, groups);
  for (const record of records) {
    await rebaseRecord(tx, planNamed(store.plans, record.collection), record.recordId);
  }
}

export interface RecordKey {
  readonly collection: string;
  readonly recordId: string;
}

/** The records that groups touch, each once. */
export async function recordsOf(
  tx: SqlTransaction,
  groups: readonly GroupId[],
): Promise<readonly RecordKey[]> {
  const keys = new Map<string, RecordKey>();
  for (const group of groups) {
    const rows = await tx.all(
      "select collection, record_id from _outbox_mutations where local_id = ?",
      [group],
    );
    for (const key of rows.map(recordKeyOf)) keys.set(`${key.collection} ${key.recordId}`, key);
  }
  return [...keys.values()];
}

/** A key out of the columns `collection` and `record_id`. */
export function recordKeyOf(row: SqlRow): RecordKey {
  return { collection: String(row["collection"]), recordId: String(row["record_id"]) };
}

/** Takes accepted groups out of the outbox; for a while they are kept aside [PUL8]. */
export async function letGo(
  { ports }: Store,
  tx: SqlTransaction,
  groups: readonly GroupId[],
): Promise<void> {
  await keepDelivered(tx, groups, (await getMeta(tx, "hub_ms")) ?? ports.clock.now());
  await deleteGroups(tx, groups);
}

/** Removes groups with all their mutations; the visible rows are left to the caller. */
export async function deleteGroups(tx: SqlTransaction, groups: readonly GroupId[]): Promise<void> {
  await tx.runMany("delete from _outbox_mutations where local_id = ?", [groups]);
  await tx.runMany("delete from _outbox_groups where local_id = ?", [groups]);
}
