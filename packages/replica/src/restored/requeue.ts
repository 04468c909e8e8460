import { recordKeyOf } from "../outbox/settle.ts";
import { baseOf, readBase, writeBase } from "../rebase/base-copy.ts";
import type { RecordKey } from "../outbox/settle.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import { getMeta, replicaIdOf, setMeta } from "../store/meta.ts";
import { readRecord } from "../store/record-row.ts";
import type { Store } from "../store/store.ts";

/**
 * Puts everything that the hub accepted after `lastSeq`, and lost, back into the outbox, under the
 * numbers that follow the last one it knows [PUL8, LIN4]. What was delivered under an earlier id of this
 * device goes along [PSH4]: the hub tells by its content what of it it has.
 */
export async function requeueAfter(
  store: Store,
  tx: SqlTransaction,
  lastSeq: number,
): Promise<void> {
  const lost = [lastSeq, await replicaIdOf(tx)];
  const isLost = "(g.seq > ? or g.replica_id <> ?)";
  await tx.run(
    `insert or ignore into _outbox_groups (local_id, state, device_time_ms)
      select g.local_id, 'waiting', g.device_time_ms from _delivered_groups g where ${isLost}`,
    lost,
  );
  await tx.run(
    `insert or ignore into _outbox_mutations (local_id, ordinal, collection, record_id, op, base, fields)
      select m.local_id, m.ordinal, m.collection, m.record_id, m.op, m.base, m.fields
        from _delivered_mutations m join _delivered_groups g on g.local_id = m.local_id
        where ${isLost}`,
    lost,
  );
  await tx.run(`delete from _delivered_groups as g where ${isLost}`, lost);
  await tx.run(
    `update _outbox_mutations set acked_version = null where local_id in (
      select local_id from _outbox_groups where seq > ?)`,
    [lastSeq],
  );
  await tx.run(
    `update _outbox_groups set receipt = null, state = 'waiting'
      where state in ('sent', 'acked') and seq > ?`,
    [lastSeq],
  );
  await tx.run("update _outbox_groups set seq = null where seq > ?", [lastSeq]);
  // A hub that knows more numbers than were given out here has them from another database under this id:
  // taken for its own, they would hide that, and what both have in common would be done twice [PSH4].
  const given = (await getMeta(tx, "last_seq")) ?? 0;
  await setMeta(tx, "last_seq", Math.min(given, lastSeq));
  // What comes under that number now may be another group.
  const answered = await getMeta(tx, "last_answered");
  if (answered !== null && answered.seq > lastSeq) await setMeta(tx, "last_answered", null);
  await keepBases(store, tx);
}

/**
 * Whether the hub's groups up to its last number are this database's own is asked with the next sync, also
 * when nothing waits: another copy of it may have brought others since the hub went back [PSH4].
 */
export async function askWhoseNumbers(tx: SqlTransaction): Promise<void> {
  await setMeta(tx, "last_answered", null);
  await setMeta(tx, "proof_sent", null);
}

/**
 * Up to which of its numbers this database can show the hub's groups to be its own, where it has work to
 * send again. One that was refused and discarded is not kept here, and under its number the hub may have
 * what another copy of this database brought since [PSH4]: from there on all is sent, and the hub tells.
 */
export async function ownThrough(tx: SqlTransaction, lastSeq: number): Promise<number> {
  const [row] = await tx.all(
    `select max(case when seq <= ? then seq end) as own, max(seq) as newest from (
      select seq from _delivered_groups where replica_id = ?
      union all select seq from _outbox_groups where state in ('sent', 'acked'))`,
    [lastSeq, await replicaIdOf(tx)],
  );
  if (Number(row?.["newest"] ?? 0) <= lastSeq) return lastSeq;
  const answered = (await getMeta(tx, "last_answered"))?.seq ?? 0;
  return Math.max(Number(row?.["own"] ?? 0), answered <= lastSeq ? answered : 0);
}

/** Every record with local changes has a base copy; the pull puts the hub's state into it. */
async function keepBases(store: Store, tx: SqlTransaction): Promise<void> {
  const rows = await tx.all("select distinct collection, record_id from _outbox_mutations");
  for (const { collection, recordId } of rows.map(recordKeyOf)) {
    const plan = store.plans.get(collection);
    if (plan === undefined || (await readBase(tx, collection, recordId)) !== null) continue;
    const record = await readRecord(tx, plan, recordId);
    await writeBase(tx, collection, recordId, { version: record?.version ?? 0, record });
  }
}

/** Records whose base copies have changes on top that the hub has not answered. */
export async function basesWithUnanswered(tx: SqlTransaction): Promise<readonly RecordKey[]> {
  const rows = await tx.all(
    `select b.collection, b.record_id from _base b where exists (
      select 1 from _outbox_mutations m join _outbox_groups g on g.local_id = m.local_id
        where m.collection = b.collection and m.record_id = b.record_id
          and g.state not in ('sent', 'acked'))`,
  );
  return rows.map(recordKeyOf);
}

/**
 * When the hub's records are here: changes that stood on versions which the hub lost stand on the
 * version that it went on with. Where the record was changed since, that version is not known here;
 * then the change stands on the beginning, so that it meets everybody else's as a conflict rather than
 * overwriting it.
 */
export async function standOn(
  tx: SqlTransaction,
  records: readonly RecordKey[],
  since_us: number,
): Promise<void> {
  for (const { collection, recordId } of records) {
    const [row] = await tx.all(
      "select version, row from _base where collection = ? and record_id = ?",
      [collection, recordId],
    );
    if (row === undefined) continue;
    const { version, record } = baseOf(row);
    const known = record !== null && record.updatedAt_us <= since_us ? version : 0;
    await tx.run(
      `update _outbox_mutations set base = ? where collection = ? and record_id = ? and base > ?
        and local_id in (select local_id from _outbox_groups where state not in ('sent', 'acked'))`,
      [known, collection, recordId, known],
    );
  }
}
