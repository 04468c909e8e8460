import type { CountQuery } from "@healthops/replica/remote/replica-api";
import { useCount } from "./hooks.ts";
import { useReplica } from "./replica-provider.tsx";
import { useWatch } from "./use-watch.ts";
import { valueOr } from "./watched.ts";
import type { FirstSync } from "./first-sync.ts";
import { firstSyncOf } from "./first-sync.ts";

/**
 * Whether this device has had the hub's state; null while that is not known. It changes once or twice,
 * unlike the status, which changes with every step of a sync.
 */
export function useFirstSync(): FirstSync | null {
  const api = useReplica();
  const watched = useWatch<FirstSync>("first-sync", (watcher) => {
    let last: FirstSync | null = null;
    return api.watchStatus({
      next: (status) => {
        const now = firstSyncOf(status);
        if (now === last) return;
        last = now;
        watcher.next(now);
      },
      failed: (error) => watcher.failed(error),
    });
  });
  return valueOr(watched, null);
}

/** How many records there are; null while nobody can say that there are none, for they still arrive. */
export function useArrivedCount(collection: string, query: CountQuery = {}): number | null {
  const count = valueOr(useCount(collection, query), null);
  const arrived = useFirstSync() === "over";
  return arrived || count !== 0 ? count : null;
}
