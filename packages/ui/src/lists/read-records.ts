import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import type { ListQuery } from "@healthops/schema/list/list-query";
import { LIMIT_MAX } from "@healthops/schema/list/list-query";
import type { StoredRecord } from "@healthops/schema/record";

/** Most values of one `in`. */
const IN_MAX = 500;

/** The records with these ids that are on this device, in portions of {@link IN_MAX}. */
export async function readRecords(
  api: Pick<ReplicaApi, "list">,
  collection: string,
  ids: readonly string[],
  signal?: AbortSignal,
  onProgress?: (read: number) => void,
): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  for (let from = 0; from < ids.length; from += IN_MAX) {
    signal?.throwIfAborted();
    const value = ids.slice(from, from + IN_MAX);
    const page = await api.list(collection, {
      where: { field: "id", op: "in", value },
      limit: IN_MAX,
    });
    records.push(...page.records);
    onProgress?.(Math.min(ids.length, from + IN_MAX));
  }
  return records;
}

/** The ids of all records that a query finds. */
export async function readIds(
  api: Pick<ReplicaApi, "list">,
  collection: string,
  query: ListQuery,
): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const asked: ListQuery = { ...query, limit: LIMIT_MAX, ...(after === null ? {} : { after }) };
    const page = await api.list(collection, asked);
    for (const { id } of page.records) ids.push(id);
    after = page.next;
  } while (after !== null);
  return ids;
}
