import type { GroupId } from "./change.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import { replicaIdOf } from "../store/meta.ts";

/** Longer than from one daily backup of the hub to the one after the next week's. */
const KEPT_MS = 8 * 24 * 3_600_000;
/** What an import of many records leaves behind must not double the database. */
const MUTATIONS_MAX = 50_000;

/**
 * Keeps what the hub has accepted for a while longer [PUL8]: a hub that is restored from a backup lacks
 * what came after it, and gets it from here again. Called before the groups leave the outbox. `now_ms` is
 * the hub's time: by a device's clock that is wrong for an hour everything would be forgotten.
 */
export async function keepDelivered(
  tx: SqlTransaction,
  groups: readonly GroupId[],
  now_ms: number,
): Promise<void> {
  if (groups.length === 0) return;
  const replicaId = await replicaIdOf(tx);
  await tx.runMany(
    `insert or replace into _delivered_groups (local_id, seq, device_time_ms, delivered_ms, replica_id)
      select local_id, seq, device_time_ms, ?, ? from _outbox_groups
        where local_id = ? and state = 'acked' and seq is not null`,
    [groups.map(() => now_ms), groups.map(() => replicaId), groups],
  );
  await tx.runMany(
    `insert or replace into _delivered_mutations (local_id, ordinal, collection, record_id, op, base, fields)
      select m.local_id, m.ordinal, m.collection, m.record_id, m.op, m.base, m.fields
        from _outbox_mutations m join _delivered_groups g on g.local_id = m.local_id
        where m.local_id = ?`,
    [groups],
  );
  await forgetOld(tx, now_ms);
}

async function forgetOld(tx: SqlTransaction, now_ms: number): Promise<void> {
  await tx.run("delete from _delivered_groups where delivered_ms < ?", [now_ms - KEPT_MS]);
  const [row] = await tx.all(
    "select local_id from _delivered_mutations order by local_id desc limit 1 offset ?",
    [MUTATIONS_MAX],
  );
  if (row !== undefined) {
    await tx.run("delete from _delivered_groups where local_id <= ?", [Number(row["local_id"])]);
  }
  await tx.run(
    `delete from _delivered_mutations where local_id < coalesce(
      (select min(local_id) from _delivered_groups), 9007199254740991)`,
  );
}
