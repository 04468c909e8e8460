import type { Signature } from "@healthops/protocol/merge/stamps";
import type { Operation } from "@healthops/schema/permission";
import { readSession } from "../store/session-row.ts";
import type { SqlReader, SqlRow } from "../sqlite/database.ts";

/** One mutation as it stands in the outbox. */
export interface MutationRow {
  /** Of its group. */
  readonly localId: number;
  readonly ordinal: number;
  readonly collection: string;
  readonly recordId: string;
  readonly op: Operation;
  readonly base: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

export const MUTATION_COLUMNS =
  "m.local_id, m.ordinal, m.collection, m.record_id, m.op, m.base, m.fields";

/** A mutation out of a row that was read with `MUTATION_COLUMNS`. */
export function mutationOf(row: SqlRow): MutationRow {
  return {
    localId: Number(row["local_id"]),
    ordinal: Number(row["ordinal"]),
    collection: String(row["collection"]),
    recordId: String(row["record_id"]),
    op: String(row["op"]) as Operation,
    base: Number(row["base"]),
    fields: JSON.parse(String(row["fields"])) as Readonly<Record<string, unknown>>,
  };
}

/** A mutation with who made it on this device, and when. */
interface SignedMutation extends MutationRow {
  readonly signature: Signature | null;
}

/** The local changes of one record, in the order in which the person made them. */
export async function mutationsOfRecord(
  reader: SqlReader,
  collection: string,
  recordId: string,
): Promise<readonly SignedMutation[]> {
  const rows = await reader.all(
    `select g.device_time_ms, ${MUTATION_COLUMNS} from _outbox_mutations m
      join _outbox_groups g on g.local_id = m.local_id
      where m.collection = ? and m.record_id = ? order by m.local_id, m.ordinal`,
    [collection, recordId],
  );
  if (rows.length === 0) return [];
  // A device's database is one person's.
  const personId = (await readSession(reader))?.identity.personId ?? null;
  return rows.map((row): SignedMutation => {
    const at = new Date(Number(row["device_time_ms"])).toISOString();
    return Object.assign(mutationOf(row), {
      signature: personId === null ? null : { personId, at },
    });
  });
}
