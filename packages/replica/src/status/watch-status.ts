import type { Watcher } from "../live/watch.ts";
import { watchTables } from "../live/watch.ts";
import type { Store } from "../store/store.ts";
import { STATUS_TABLES } from "./read-status.ts";
import type { Status } from "./status.ts";

/** What the sync loop says of itself, as far as a status follows it. */
interface Changing {
  onChange(listener: () => void): () => void;
}

/** Gives the status now and after every change of it. Returns the way to stop. */
export function watchStatus(
  store: Store,
  syncState: Changing,
  read: () => Promise<Status>,
  watcher: Watcher<Status>,
): () => void {
  let last = "";
  const stop = watchTables(store, STATUS_TABLES, read, {
    next: tell,
    failed: (error) => watcher.failed(error),
  });
  const stopState = syncState.onChange(() => {
    read().then(tell, (error: unknown) => watcher.failed(error));
  });
  function tell(status: Status): void {
    const text = JSON.stringify(status);
    if (text === last) return;
    last = text;
    watcher.next(status);
  }
  return () => {
    stop();
    stopState();
  };
}
