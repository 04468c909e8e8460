import type { ReplicaApi } from "../remote/replica-api.ts";

/** What stores something that a person did. */
export type Writes = Pick<
  ReplicaApi,
  "mutate" | "mutateAll" | "discard" | "correct" | "resolve" | "restoreLoser"
>;

/** What a window tells of somebody who is about to leave it. */
export interface Leaving {
  addEventListener(type: "beforeunload", ask: (event: Event) => void): void;
  removeEventListener(type: "beforeunload", ask: (event: Event) => void): void;
}

const ask = (event: Event): void => event.preventDefault();

/**
 * The same replica; while it has not yet stored what the person did, the browser asks before it reloads or
 * closes the window: a worker ends with its window, and what it was about to write is gone. A window that has
 * nothing under way asks nobody.
 */
export function stayUntilStored<W extends Writes>(api: W, window: Leaving): W {
  let underWay = 0;
  const stored =
    <A extends readonly unknown[], R>(write: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if ((underWay += 1) === 1) window.addEventListener("beforeunload", ask);
      try {
        return await write(...args);
      } finally {
        if ((underWay -= 1) === 0) window.removeEventListener("beforeunload", ask);
      }
    };
  return {
    ...api,
    mutate: stored(api.mutate),
    mutateAll: stored(api.mutateAll),
    discard: stored(api.discard),
    correct: stored(api.correct),
    resolve: stored(api.resolve),
    restoreLoser: stored(api.restoreLoser),
  };
}
