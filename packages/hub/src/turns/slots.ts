import { Problem } from "@healthops/base/problem";

/** Runs some work at most so many times at once; the rest waits in line. */
export type Slots = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Limits costly work to `atOnce` runs. When `waitingMax` callers already wait, further ones get a
 * Problem `busy` (503) instead of a place in an ever longer line.
 */
export function createSlots(atOnce: number, waitingMax: number): Slots {
  const waiting: (() => void)[] = [];
  let free = atOnce;

  return async (work) => {
    if (free > 0) free--;
    else await place();
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };

  function place(): Promise<void> {
    if (waiting.length >= waitingMax) {
      throw new Problem({
        code: "busy",
        status: 503,
        message:
          "The hub has too much of this kind of work at the moment. Try again in a few seconds.",
        extra: { retryAfterSeconds: 3 },
      });
    }
    return new Promise((resolve) => waiting.push(resolve));
  }
}
