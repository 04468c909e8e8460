import { isProblem } from "@healthops/base/problem";
import { recordKeyOf } from "../outbox/settle.ts";
import { startOver } from "../pull/pull-state.ts";
import { baseOf, readBase, writeBase } from "../rebase/base-copy.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import { getMeta, setMeta } from "../store/meta.ts";
import { readRecord } from "../store/record-row.ts";
import type { Store } from "../store/store.ts";

/** What a hub says to a device that knew it before it was restored from a backup [PUL8]. */
export interface RestoredHub {
  readonly epoch: string;
  /** The highest of this replica's numbers that the hub still knows. */
  readonly lastSeq: number;
  /** Hub time of the restore; what is newer was changed since. */
  readonly restoredAt_us: number;
}

/** The hub's news in a failure, or null when the failure is another one. */
export function restoredHubIn(error: unknown): RestoredHub | null {
  if (!isProblem(error) || error.code !== "hub_restored") return null;
  const { epoch, lastSeq, restoredAt_us } = error.extra;
  const complete =
    typeof epoch === "string" && typeof lastSeq === "number" && typeof restoredAt_us === "number";
  return complete ? { epoch, lastSeq, restoredAt_us } : null;
}

/**
 * Goes back with the hub [PUL8]: what it accepted from here and lost waits to be sent again, under the
 * numbers that follow the last one it knows, and everything is pulled anew. Nothing is sent before
 * that pull is complete: only it says which versions the changes stand on now.
 */
export async function followRestoredHub(
  store: Store,
  tx: SqlTransaction,
  { epoch, lastSeq, restoredAt_us }: RestoredHub,
): Promise<void> {
  if ((await getMeta(tx, "epoch")) === epoch) return;
  await tx.run(
    `insert or ignore into _outbox_groups (local_id, state, device_time_ms)
      select local_id, 'waiting', device_time_ms from _delivered_groups where seq > ?`,
    [lastSeq],
  );
  await tx.run(
    `insert or ignore into _outbox_mutations (local_id, ordinal, collection, record_id, op, base, fields)
      select m.local_id, m.ordinal, m.collection, m.record_id, m.op, m.base, m.fields
        from _delivered_mutations m join _delivered_groups g on g.local_id = m.local_id
        where g.seq > ?`,
    [lastSeq],
  );
  await tx.run("delete from _delivered_groups where seq > ?", [lastSeq]);
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
  await setMeta(tx, "last_seq", lastSeq);
  await keepBases(store, tx);
  await startOver(store, tx, epoch);
  await setMeta(tx, "restored_us", restoredAt_us);
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

/**
 * When the restored hub's records are here: changes that stood on versions which the hub lost stand on
 * the version it was restored with. Where the record was changed since, that version is not known
 * here; then the change stands on the beginning, so that it meets everybody else's as a conflict
 * rather than overwriting it.
 */
export async function standOnRestored(tx: SqlTransaction): Promise<void> {
  const restored_us = await getMeta(tx, "restored_us");
  if (restored_us === null) return;
  const rows = await tx.all(
    `select b.collection, b.record_id, b.version, b.row from _base b where exists (
      select 1 from _outbox_mutations m join _outbox_groups g on g.local_id = m.local_id
        where m.collection = b.collection and m.record_id = b.record_id
          and g.state not in ('sent', 'acked'))`,
  );
  for (const row of rows) {
    const { collection, recordId } = recordKeyOf(row);
    const { version, record } = baseOf(row);
    const known = record !== null && record.updatedAt_us <= restored_us ? version : 0;
    await tx.run(
      `update _outbox_mutations set base = ? where collection = ? and record_id = ? and base > ?
        and local_id in (select local_id from _outbox_groups where state not in ('sent', 'acked'))`,
      [known, collection, recordId, known],
    );
  }
  await setMeta(tx, "restored_us", null);
}
