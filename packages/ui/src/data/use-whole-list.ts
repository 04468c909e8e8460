import { WholeList } from "@healthops/replica/remote/whole-list";
import type { Filter } from "@healthops/schema/list/list-query";
import type { StoredRecord } from "@healthops/schema/record";
import { useMemo, useSyncExternalStore } from "react";
import { useReplica } from "./replica-provider.tsx";
import type { Watched } from "./watched.ts";

/** All the records of a query by id, live; for screens that compute with all of them. */
export function useWholeList(
  collection: string,
  where: Filter,
): Watched<ReadonlyMap<string, StoredRecord>> {
  const api = useReplica();
  const key = JSON.stringify(where);
  const list = useMemo(
    () => new WholeList(api, collection, JSON.parse(key) as Filter),
    [api, collection, key],
  );
  return useSyncExternalStore(list.subscribe, list.snapshot, list.snapshot);
}
