import { useStatus } from "@healthops/ui/data/hooks";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useCallback, useEffect, useRef, useState } from "react";

/** What the hub answered last, and whether it still answers. */
export interface Asked<T> {
  /** Null before the first answer. */
  readonly value: T | null;
  /** Why the last question got no answer; null when it did. An older value may stand beside it. */
  readonly error: unknown;
  readonly asking: boolean;
  /** When `value` came, in epoch ms of the device's clock. */
  readonly at_ms: number | null;
  /** Asks again now. */
  reload(): void;
}

interface Held<T> {
  readonly path: string;
  readonly value: T | null;
  readonly error: unknown;
  readonly at_ms: number | null;
}

/**
 * Asks the hub for what no replica holds, and again every `every_ms` while the window shows, when the
 * hub is back after it was away, and when the screen says so. Answers to a former path are dropped. `T`
 * is the shape that the hub's own test holds it to; null asks nothing.
 */
export function useHub<T>(path: string | null, every_ms: number | null = null): Asked<T> {
  const api = useReplica();
  const online = valueOr(useStatus(), null)?.online ?? "unknown";
  const [held, setHeld] = useState<Held<T> | null>(null);
  const [asking, setAsking] = useState(false);
  const latest = useRef(0);
  const reload = useCallback(() => {
    if (path === null) return;
    const question = ++latest.current;
    const mine = (): boolean => question === latest.current;
    setAsking(true);
    api
      .askHub({ method: "GET", path })
      .then(({ body }) => {
        if (mine()) setHeld({ path, value: body as T, error: null, at_ms: Date.now() });
        return null;
      })
      .catch((error: unknown) => {
        if (!mine()) return;
        setHeld((before) =>
          before?.path === path ? { ...before, error } : { path, value: null, error, at_ms: null },
        );
      })
      .finally(() => {
        if (mine()) setAsking(false);
      });
  }, [api, path]);

  useEffect(() => {
    reload();
    return () => {
      latest.current++;
    };
  }, [reload]);
  useEffect(() => {
    if (online === true) reload();
  }, [online, reload]);
  useEffect(() => {
    if (every_ms === null) return undefined;
    const tick = (): void => {
      if (document.visibilityState === "visible") reload();
    };
    const timer = setInterval(tick, every_ms);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [every_ms, reload]);

  const now = held?.path === path ? held : null;
  return {
    value: now?.value ?? null,
    error: now?.error ?? null,
    asking,
    at_ms: now?.at_ms ?? null,
    reload,
  };
}
