import type { Group } from "@healthops/protocol/wire/push";
import { MUTATION_COLUMNS, mutationOf } from "../rebase/mutation-row.ts";
import type { SqlRow, SqlTransaction } from "../sqlite/database.ts";
import { getMeta, replicaIdOf, setMeta } from "../store/meta.ts";

/** It must not be what makes a push too large. */
const MUTATIONS_MAX = 100;
const FIELDS_MAX_characters = 65_536;

/**
 * The newest group before a number that the hub has answered to this database, as it was sent [PSH4]. Where
 * the hub's hash of the last group is not at hand (an older program got the answer, or the hub went back in
 * time) it goes along with the next push: if the hub has another group under its number, this database is a
 * copy, and its next number would have been taken for the other's. Null when none is kept any more.
 */
async function proofBefore(tx: SqlTransaction, first: number): Promise<Group | null> {
  const [delivered] = await tx.all(
    `select local_id, seq, device_time_ms from _delivered_groups
      where replica_id = ? and seq < ? order by seq desc limit 1`,
    [await replicaIdOf(tx), first],
  );
  const [acked] = await tx.all(
    `select local_id, seq, device_time_ms from _outbox_groups
      where state = 'acked' and seq < ? order by seq desc limit 1`,
    [first],
  );
  const newer = Number(acked?.["seq"] ?? 0) > Number(delivered?.["seq"] ?? 0);
  const row = newer ? acked : delivered;
  if (row === undefined) return null;
  return groupOf(tx, row, newer ? "_outbox_mutations" : "_delivered_mutations");
}

/** The proof, if it has not been given yet and the hub's hash is not known. */
export async function proofOnce(tx: SqlTransaction, first: number): Promise<Group | null> {
  const known = (await getMeta(tx, "last_answered")) ?? (await getMeta(tx, "proof_sent"));
  if (known !== null) return null;
  const proof = await proofBefore(tx, first);
  if (proof !== null) await setMeta(tx, "proof_sent", true);
  return proof;
}

async function groupOf(tx: SqlTransaction, row: SqlRow, table: string): Promise<Group | null> {
  const rows = await tx.all(
    `select ${MUTATION_COLUMNS} from ${table} m where m.local_id = ? order by m.ordinal limit ?`,
    [Number(row["local_id"]), MUTATIONS_MAX + 1],
  );
  const characters = rows.reduce((sum, { fields }) => sum + String(fields).length, 0);
  if (rows.length === 0 || rows.length > MUTATIONS_MAX || characters > FIELDS_MAX_characters)
    return null;
  return {
    seq: Number(row["seq"]),
    deviceTime_ms: Number(row["device_time_ms"]),
    mutations: rows.map(mutationOf).map(({ collection, recordId: id, op, base, fields }) => {
      return { collection, id, op, base, fields: { ...fields } };
    }),
  };
}
