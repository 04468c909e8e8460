import type { RecordKey } from "../outbox/settle.ts";
import { letGo, recordKeyOf } from "../outbox/settle.ts";
import type { GroupId } from "../outbox/change.ts";
import { baseOf, readBase, writeBase } from "../rebase/base-copy.ts";
import { rebaseRecord } from "../rebase/rebase-record.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import { readRecord, writeRecord } from "../store/record-row.ts";
import type { Store } from "../store/store.ts";
import { planNamed } from "../store/table-plan.ts";

/**
 * Takes pending changes off the rows that a checkpoint is about to touch, so that it can work on the
 * hub's state alone: their visible rows become their base copies. `settled` groups are dropped for
 * good. Answers the records whose changes must be put back afterwards.
 */
export async function layBare(
  store: Store,
  tx: SqlTransaction,
  settled: readonly GroupId[],
  everything: boolean,
): Promise<readonly RecordKey[]> {
  const [any] = await tx.all("select 1 from _base limit 1");
  if (any === undefined) return [];
  await letGo(store, tx, await stillAcked(tx, settled));
  await markTouched(store, tx, everything);
  const rows = await tx.all(
    `select b.collection, b.record_id, b.version, b.row, t.renewed, exists (
        select 1 from _outbox_mutations m
          where m.collection = b.collection and m.record_id = b.record_id) as pending
      from _base b left join _touched t on t.collection = b.collection and t.record_id = b.record_id
      where pending = 0 or t.collection is not null`,
  );
  const bare: RecordKey[] = [];
  const done: RecordKey[] = [];
  for (const row of rows) {
    const key = recordKeyOf(row);
    const pending = row["pending"] === 1;
    (pending ? bare : done).push(key);
    // Where nothing is pending and the hub's row is on its way, that row replaces the visible one.
    if (!pending && row["renewed"] === 1 && !everything) continue;
    const plan = planNamed(store.plans, key.collection);
    await writeRecord(tx, plan, key.recordId, baseOf(row).record);
  }
  await tx.runMany("delete from _base where collection = ? and record_id = ?", [
    done.map(({ collection }) => collection),
    done.map(({ recordId }) => recordId),
  ]);
  await tx.run("delete from _touched");
  return bare;
}

/** Makes the hub's new state the base of each record and shows it with the changes on top. */
export async function putBack(
  store: Store,
  tx: SqlTransaction,
  records: readonly RecordKey[],
): Promise<void> {
  for (const { collection, recordId } of records) {
    const plan = planNamed(store.plans, collection);
    const record = await readRecord(tx, plan, recordId);
    const known = (await readBase(tx, collection, recordId))?.version ?? 0;
    const version =
      record?.version ?? Math.max(known, await tombstoneVersion(tx, collection, recordId));
    await writeBase(tx, collection, recordId, { version, record });
    await rebaseRecord(tx, plan, recordId);
  }
}

/** Another process may have dropped some of them meanwhile. */
async function stillAcked(
  tx: SqlTransaction,
  groups: readonly GroupId[],
): Promise<readonly GroupId[]> {
  const wanted = new Set(groups);
  const rows = await tx.all("select local_id from _outbox_groups where state = 'acked'");
  return rows.map((row) => Number(row["local_id"])).filter((id) => wanted.has(id));
}

/**
 * Fills `_touched` with the records that have base copies and staged news. The staged side leads
 * each join: it has no index, the base copies have.
 */
async function markTouched(store: Store, tx: SqlTransaction, everything: boolean): Promise<void> {
  await tx.run("delete from _touched");
  if (everything) {
    await tx.run(
      "insert into _touched (collection, record_id, renewed) select collection, record_id, 0 from _base",
    );
    return;
  }
  for (const { collection, staged } of store.plans.values()) {
    await tx.run(
      `insert or ignore into _touched (collection, record_id, renewed)
        select b.collection, b.record_id, 1 from "${staged}" s
          cross join _base b on b.collection = ? and b.record_id = s.id`,
      [collection.name],
    );
  }
  for (const table of ["_staged_deleted", "_staged_left"]) {
    await tx.run(
      `insert or ignore into _touched (collection, record_id, renewed)
        select b.collection, b.record_id, 0 from ${table} s
          cross join _base b on b.collection = s.collection and b.record_id = s.record_id`,
    );
  }
}

async function tombstoneVersion(
  tx: SqlTransaction,
  collection: string,
  id: string,
): Promise<number> {
  const [row] = await tx.all(
    "select max(version) as version from _staged_deleted where collection = ? and record_id = ?",
    [collection, id],
  );
  return Number(row?.["version"] ?? 0);
}
