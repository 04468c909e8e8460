import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import type { JsonValue } from "@healthops/schema/field";

const PREFIX = "kept:";

/** Kept values that last as long as the window: the gallery's data is made up, and nobody's. */
export function memoryKept(): Pick<ReplicaApi, "kept" | "keep" | "watchKept"> {
  const listeners = new Set<() => void>();
  return {
    kept: async (name) => valueOf(name),
    keep: async (name, value) => {
      if (value === null) sessionStorage.removeItem(PREFIX + name);
      else sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
      for (const listener of listeners) listener();
    },
    watchKept: (name, watcher) => {
      const tell = (): void => watcher.next(valueOf(name));
      queueMicrotask(tell);
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
  };
}

function valueOf(name: string): JsonValue | null {
  const text = sessionStorage.getItem(PREFIX + name);
  return text === null ? null : (JSON.parse(text) as JsonValue);
}
