import type { GroupState } from "@healthops/replica/outbox/group-state";
import type { PendingGroup } from "@healthops/replica/outbox/pending-groups";
import type { CountQuery, PendingStates } from "@healthops/replica/remote/replica-api";
import type { Status } from "@healthops/replica/status/status";
import type { ListQuery } from "@healthops/schema/list/list-query";
import type { Totals, TotalsQuery } from "@healthops/schema/list/totals";
import type { Page } from "@healthops/schema/list/page";
import type { StoredRecord } from "@healthops/schema/record";
import { useCallback, useSyncExternalStore } from "react";
import { titleText, useTitleWords } from "./record-title.ts";
import { useReplica, useSchema, useTitleBook } from "./replica-provider.tsx";
import type { Title } from "./title-book.ts";
import { useWatch } from "./use-watch.ts";
import type { Watched } from "./watched.ts";

const KEEP = { keepWhileLoading: true } as const;

/** The first page of a list, live. For long lists take `RecordList`, which loads as one scrolls. */
export function useList(collection: string, query: ListQuery): Watched<Page> {
  const api = useReplica();
  const key = `${collection} ${JSON.stringify(query)}`;
  return useWatch<Page>(key, (watcher) => api.watchList(collection, query, watcher), KEEP);
}

/** One record, live; the value is null when it is not on this device. */
export function useRecord(collection: string, id: string): Watched<StoredRecord | null> {
  const api = useReplica();
  return useWatch<StoredRecord | null>(`${collection} ${id}`, (watcher) =>
    api.watchRecord(collection, id, watcher),
  );
}

export function useCount(collection: string, query: CountQuery = {}): Watched<number> {
  const api = useReplica();
  const key = `${collection} ${JSON.stringify(query)}`;
  return useWatch<number>(key, (watcher) => api.watchCount(collection, query, watcher), KEEP);
}

/** Totals of a collection, live. */
export function useTotals(collection: string, query: TotalsQuery): Watched<readonly Totals[]> {
  const api = useReplica();
  const key = `${collection} ${JSON.stringify(query)}`;
  return useWatch<readonly Totals[]>(
    key,
    (watcher) => api.watchTotals(collection, query, watcher),
    KEEP,
  );
}

/** What the replica is doing about the hub; also before anybody is signed in. */
export function useStatus(): Watched<Status> {
  const api = useReplica();
  return useWatch<Status>("status", (watcher) => api.watchStatus(watcher));
}

/** Groups of local changes in any of the states, oldest first. */
export function usePending(states: readonly GroupState[]): Watched<readonly PendingGroup[]> {
  const api = useReplica();
  return useWatch<readonly PendingGroup[]>(states.join(" "), (watcher) =>
    api.watchPending(states, watcher),
  );
}

/** States of the local changes of a collection's records, by record id. */
export function usePendingRecords(collection: string): Watched<PendingStates> {
  const api = useReplica();
  return useWatch<PendingStates>(collection, (watcher) =>
    api.watchPendingRecords(collection, watcher),
  );
}

/** The name of a record that another one refers to; `undefined` while it is looked up. */
export function useTitle(collection: string, id: string): Title {
  const book = useTitleBook();
  const schema = useSchema();
  const words = useTitleWords();
  const read = useCallback(() => book.titleOf(collection, id), [book, collection, id]);
  const title = useSyncExternalStore(book.subscribe, read, read);
  const declared = schema.collections.get(collection);
  if (declared === undefined || title === undefined) return title;
  return titleText(declared, title, words);
}
