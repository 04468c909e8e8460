import type { Unsubscribe } from "@healthops/replica/remote/replica-api";
import type { Watcher } from "@healthops/replica/live/watch";
import { useMemo, useRef, useSyncExternalStore } from "react";
import type { Watched } from "./watched.ts";

const LOADING = { state: "loading" } as const;

/**
 * Follows a subscription as long as the component shows. `watch` is started anew whenever `key`
 * changes; until the new one gives something, the last value of the old one stays, so that a list
 * does not flash while somebody types into its search.
 */
export function useWatch<T>(
  key: string,
  watch: (watcher: Watcher<T>) => Unsubscribe,
  options: { readonly keepWhileLoading?: boolean } = {},
): Watched<T> {
  const last = useRef<Watched<T>>(LOADING);
  const keep = options.keepWhileLoading === true;
  // The key says everything that the function depends on.
  const store = useMemo(() => watchStore(watch, keep ? last.current : LOADING), [key, keep]);
  const watched = useSyncExternalStore(store.subscribe, store.snapshot, store.snapshot);
  last.current = watched;
  return watched;
}

interface WatchStore<T> {
  subscribe(listener: () => void): Unsubscribe;
  snapshot(): Watched<T>;
}

function watchStore<T>(
  watch: (watcher: Watcher<T>) => Unsubscribe,
  first: Watched<T>,
): WatchStore<T> {
  let now = first;
  return {
    subscribe: (listener) => {
      const set = (next: Watched<T>): void => {
        now = next;
        listener();
      };
      return watch({
        next: (value) => set({ state: "ready", value }),
        failed: (error) => set({ state: "failed", error }),
      });
    },
    snapshot: () => now,
  };
}
