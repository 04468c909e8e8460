import type { ListQuery } from "@healthops/schema/list/list-query";
import type { Page } from "@healthops/schema/list/page";
import { listRecords } from "../store/read.ts";
import type { Store } from "../store/store.ts";
import { Refresher } from "./refresher.ts";

export interface Watcher<T> {
  next(value: T): void;
  /** A query that fails once may go well after the next change. */
  failed(error: unknown): void;
}

/**
 * Gives the page of a list now and again whenever a change may have altered it, whoever made it: this
 * program, a pull, or another process on the same database. Returns the way to stop.
 */
export function watchList(
  store: Store,
  collection: string,
  query: ListQuery,
  watcher: Watcher<Page>,
): () => void {
  return watchTables(store, [collection], () => listRecords(store, collection, query), watcher);
}

/** The same for any reading that depends on tables: collections by name, or the replica's own. */
export function watchTables<T>(
  store: Store,
  tables: Iterable<string>,
  read: () => Promise<T>,
  watcher: Watcher<T>,
): () => void {
  let stopped = false;
  const refresh = async (): Promise<void> => {
    const value = await read();
    if (!stopped) watcher.next(value);
  };
  const failed = (error: unknown): void => watcher.failed(error);
  const refresher = new Refresher(store.database, tables, refresh, failed, store.ports);
  return () => {
    stopped = true;
    refresher.stop();
  };
}
