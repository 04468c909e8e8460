import { rememberRefused } from "../outbox/withdrawn.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import { getMeta, setMeta } from "../store/meta.ts";

/**
 * Makes a copy that was put back ready for work: what it had not sent will be sent; the hub knows it as
 * a new device [PSH4], because the numbers that it would go on with were used since, and wants the
 * password again.
 */
export async function becomeNewDevice(tx: SqlTransaction): Promise<void> {
  await leaveOldId(tx);
  const session = await getMeta(tx, "session");
  if (session !== null) await setMeta(tx, "session", { ...session, tokens: null });
}

/**
 * Gives up the id that another database goes on under. All work is kept: what was not answered waits to
 * be sent under the next id, with a word to the hub whose it was before; what was answered is known as
 * delivered under the old one. The caller sees to the next id.
 */
export async function leaveOldId(tx: SqlTransaction): Promise<void> {
  const old = await getMeta(tx, "replica_id");
  // Of an older program's groups the hub could not tell which it has.
  await tx.run("delete from _delivered_groups where replica_id is null");
  await tx.run(
    "delete from _delivered_mutations where local_id not in (select local_id from _delivered_groups)",
  );
  await tx.run(
    `insert or replace into _delivered_groups (local_id, seq, device_time_ms, delivered_ms, replica_id)
      select local_id, seq, device_time_ms, coalesce(?, device_time_ms), ? from _outbox_groups
        where state = 'acked' and seq is not null`,
    [await getMeta(tx, "hub_ms"), old],
  );
  await tx.run(
    `insert or replace into _delivered_mutations (local_id, ordinal, collection, record_id, op, base, fields)
      select m.local_id, m.ordinal, m.collection, m.record_id, m.op, m.base, m.fields
        from _outbox_mutations m join _outbox_groups g on g.local_id = m.local_id
        where g.state = 'acked' and g.seq is not null`,
  );
  if (old !== null) await rememberRefused(tx, old);
  await tx.run("update _outbox_groups set state = 'waiting' where state = 'sent'");
  await tx.run("update _outbox_groups set seq = null");
  if (old !== null) await setMeta(tx, "copy_of", old);
  await setMeta(tx, "inherited_through", await newestGroup(tx));
  for (const key of [
    "replica_id",
    "last_seq",
    "last_answered",
    "refresh_lease",
    "refresh_attempt",
  ] as const) {
    await setMeta(tx, key, null);
  }
}

async function newestGroup(tx: SqlTransaction): Promise<number> {
  const [row] = await tx.all("select coalesce(max(local_id), 0) as newest from _outbox_groups");
  return Number(row?.["newest"]);
}
