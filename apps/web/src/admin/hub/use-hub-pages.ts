import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useCallback, useEffect, useRef, useState } from "react";

/** A list of the hub that comes page by page. */
export interface HubPages<T> {
  /** Null before the first page. */
  readonly entries: readonly T[] | null;
  readonly complete: boolean;
  readonly asking: boolean;
  readonly error: unknown;
  readonly at_ms: number | null;
  /** Fetches the next page, when there is one and none is on its way. */
  more(): void;
  /** Starts anew from the top. */
  reload(): void;
}

interface Held<T> {
  readonly path: string;
  readonly entries: readonly T[] | null;
  readonly next: string | null;
  readonly error: unknown;
  readonly at_ms: number | null;
}

interface PageBody<T> {
  readonly next: string | null;
  readonly list: readonly T[];
}

/**
 * Reads a paged list of the hub as somebody scrolls. `path` has the filters in its query; `list` names
 * the answer's array.
 */
export function useHubPages<T>(path: string, list: string): HubPages<T> {
  const api = useReplica();
  const [held, setHeld] = useState<Held<T>>(() => nothing(path));
  const [asking, setAsking] = useState(false);
  const latest = useRef(0);
  const ask = useCallback(
    (after: string | null) => {
      const question = ++latest.current;
      const from = after === null ? "" : `&after=${encodeURIComponent(after)}`;
      setAsking(true);
      api
        .askHub({ method: "GET", path: path + from })
        .then(({ body }) => {
          if (question !== latest.current) return null;
          const page = pageOf<T>(body, list);
          setHeld((before) => ({
            path,
            entries: [...(after === null ? [] : (before.entries ?? [])), ...page.list],
            next: page.next,
            error: null,
            at_ms: Date.now(),
          }));
          return null;
        })
        .catch((error: unknown) => {
          if (question !== latest.current) return;
          setHeld((before) => ({ ...(before.path === path ? before : nothing<T>(path)), error }));
        })
        .finally(() => {
          if (question === latest.current) setAsking(false);
        });
    },
    [api, path, list],
  );
  const reload = useCallback(() => ask(null), [ask]);
  useEffect(() => {
    reload();
    return () => {
      latest.current++;
    };
  }, [reload]);

  const now = held.path === path ? held : nothing<T>(path);
  return {
    entries: now.entries,
    complete: now.entries !== null && now.next === null,
    asking,
    error: now.error,
    at_ms: now.at_ms,
    reload,
    more: () => {
      if (!asking && now.next !== null && now.error === null) ask(now.next);
    },
  };
}

function nothing<T>(path: string): Held<T> {
  return { path, entries: null, next: null, error: null, at_ms: null };
}

function pageOf<T>(body: unknown, list: string): PageBody<T> {
  const answer = body as Readonly<Record<string, unknown>> & { readonly next: string | null };
  return { next: answer.next, list: answer[list] as readonly T[] };
}
