import { REFUSED_KEYS_MAX } from "@healthops/protocol/wire/refused";
import type { RefusedKeys } from "@healthops/protocol/wire/refused";
import type { SqlReader, SqlTransaction } from "../sqlite/database.ts";
import { replicaIdOf } from "../store/meta.ts";
import type { GroupId } from "./change.ts";

type Withdrawn = RefusedKeys["changes"];

/**
 * Remembers that a change which the hub had refused was put right or given up here [PSH3]: the hub keeps
 * it for those who look after the record, until it hears that.
 */
export async function noteWithdrawn(tx: SqlTransaction, group: GroupId): Promise<void> {
  await tx.run(
    `insert or ignore into _withdrawn (replica_id, seq)
      select ?, seq from _outbox_groups where local_id = ? and state = 'rejected' and seq is not null`,
    [await replicaIdOf(tx), group],
  );
  await tx.run(
    `insert or ignore into _withdrawn (replica_id, seq)
      select replica_id, seq from _refused_before where local_id = ?`,
    [group],
  );
  await tx.run("delete from _refused_before where local_id = ?", [group]);
}

/** The hub keeps what it refused under the id that the device gives up now [PSH4]. */
export async function rememberRefused(tx: SqlTransaction, oldId: string): Promise<void> {
  await tx.run(
    `insert or replace into _refused_before (local_id, replica_id, seq)
      select local_id, ?, seq from _outbox_groups where state = 'rejected' and seq is not null`,
    [oldId],
  );
}

/** What the hub was not told yet, as much as one request takes. */
export async function readWithdrawn(reader: SqlReader): Promise<Withdrawn> {
  const rows = await reader.all("select replica_id, seq from _withdrawn order by seq limit ?", [
    REFUSED_KEYS_MAX,
  ]);
  return rows.map((row) => ({ deviceId: String(row["replica_id"]), seq: Number(row["seq"]) }));
}

/** The hub has heard of these. */
export async function forgetWithdrawn(tx: SqlTransaction, told: Withdrawn): Promise<void> {
  for (const { deviceId, seq } of told) {
    await tx.run("delete from _withdrawn where replica_id = ? and seq = ?", [deviceId, seq]);
  }
}
