import { REFUSED_KEYS_MAX } from "@healthops/protocol/wire/refused";
import type { RefusedKeys } from "@healthops/protocol/wire/refused";
import type { SqlReader, SqlTransaction } from "../sqlite/database.ts";
import { replicaIdOf } from "../store/meta.ts";
import type { Store } from "../store/store.ts";
import { refreshHolds } from "./holds.ts";
import { deleteGroups, recordsOf } from "./settle.ts";
import { rebaseAll } from "./settle-rejected.ts";

type Keys = RefusedKeys["changes"];

const REJECTED = `select g.local_id, coalesce(b.replica_id, ?) as replica_id, coalesce(b.seq, g.seq) as seq
  from _outbox_groups g left join _refused_before b on b.local_id = g.local_id
  where g.state = 'rejected' and coalesce(b.seq, g.seq) is not null`;

/** The refused changes that wait here for their person, the oldest first, as many as one request takes. */
export async function readRejected(reader: SqlReader): Promise<Keys> {
  const rows = await reader.all(`${REJECTED} order by g.local_id limit ?`, [
    await replicaIdOf(reader),
    REFUSED_KEYS_MAX,
  ]);
  return rows.map((row) => ({ deviceId: String(row["replica_id"]), seq: Number(row["seq"]) }));
}

/**
 * Lets go of refused changes that somebody else has made their own [PSH3]: the record shows them with the
 * next pull, and nothing is left here to put right. What was held because of them is sent.
 */
export async function dropTakenOver(store: Store, tx: SqlTransaction, taken: Keys): Promise<void> {
  const names = new Set(taken.map(nameOf));
  const rows = await tx.all(REJECTED, [await replicaIdOf(tx)]);
  const groups = rows
    .filter((row) =>
      names.has(nameOf({ deviceId: String(row["replica_id"]), seq: Number(row["seq"]) })),
    )
    .map((row) => Number(row["local_id"]));
  if (groups.length === 0) return;
  const records = await recordsOf(tx, groups);
  await tx.runMany("delete from _refused_before where local_id = ?", [groups]);
  await deleteGroups(tx, groups);
  await rebaseAll(store, tx, records);
  await refreshHolds(store.schema, tx);
}

function nameOf({ deviceId, seq }: Keys[number]): string {
  return `${deviceId} ${seq}`;
}
