import { recordKeyOf } from "../outbox/settle.ts";
import type { SqlRow, SqlTransaction } from "../sqlite/database.ts";

/**
 * What a device did before it took another id is somebody else's to the hub [MRG2]: an edit on top of
 * it would meet it as a conflict. So changes that wait stand on the versions that the device's own
 * answered ones made, where nobody else's came between.
 */
export async function standOnOwnChanges(tx: SqlTransaction): Promise<void> {
  const rows = await tx.all(
    `select m.collection, m.record_id, m.base, m.acked_version
      from _outbox_mutations m join _outbox_groups g on g.local_id = m.local_id
      where g.state = 'acked' and g.receipt is null and m.acked_version is not null
      order by m.local_id, m.ordinal`,
  );
  const records = Map.groupBy(
    rows,
    (row) => `${String(row["collection"])} ${String(row["record_id"])}`,
  );
  for (const own of records.values()) {
    const [first] = own;
    const through = versionThrough(own);
    if (first === undefined || through === null) continue;
    const { collection, recordId } = recordKeyOf(first);
    await tx.run(
      `update _outbox_mutations set base = ? where collection = ? and record_id = ? and base >= ?
        and base < ? and local_id in (select local_id from _outbox_groups where state <> 'acked')`,
      [through, collection, recordId, Number(first["base"]), through],
    );
  }
}

/** The newest version of a row of versions without a gap, from the base of the first change on. */
function versionThrough(changes: readonly SqlRow[]): number | null {
  let version = Number(changes[0]?.["base"] ?? 0);
  for (const change of changes) {
    const next = Number(change["acked_version"]);
    if (next !== version + 1) return null;
    version = next;
  }
  return version;
}
