import type { JsonValue } from "@healthops/schema/field";
import { useCallback } from "react";
import { useReplica } from "./replica-provider.tsx";
import { useWatch } from "./use-watch.ts";
import type { Watched } from "./watched.ts";

/**
 * A small value that this person keeps on this device, in all their windows, and the way to keep
 * another one; null when there is none. Keeping fails with a Problem, as {@link ReplicaApi.keep} does.
 */
export function useKept(
  name: string,
): readonly [Watched<JsonValue | null>, (value: JsonValue | null) => Promise<void>] {
  const api = useReplica();
  const kept = useWatch<JsonValue | null>(name, (watcher) => api.watchKept(name, watcher));
  const keep = useCallback((value: JsonValue | null) => api.keep(name, value), [api, name]);
  return [kept, keep];
}
