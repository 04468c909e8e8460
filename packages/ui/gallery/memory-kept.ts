import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import type { JsonValue } from "@healthops/schema/field";

/** Kept values that last as long as the page. */
export function memoryKept(): Pick<ReplicaApi, "kept" | "keep" | "watchKept"> {
  const values = new Map<string, JsonValue>();
  const listeners = new Set<() => void>();
  return {
    kept: async (name) => values.get(name) ?? null,
    keep: async (name, value) => {
      if (value === null) values.delete(name);
      else values.set(name, value);
      for (const listener of listeners) listener();
    },
    watchKept: (name, watcher) => {
      const tell = (): void => watcher.next(values.get(name) ?? null);
      queueMicrotask(tell);
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
  };
}
