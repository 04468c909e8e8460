/** Runs `work` while this context holds the lock, alone. */
export function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(name, work) as Promise<T>;
}

/** A lock that is held, or waited for, until `release`. */
export interface HeldLock {
  /** Gives it back, or no longer waits for it. */
  release(): void;
}

/** Waits for a lock in the background and calls `got` once it is held. */
export function holdLock(name: string, mode: LockMode, got: () => void): HeldLock {
  const waiting = new AbortController();
  const over = Promise.withResolvers<void>();
  navigator.locks
    .request(name, { mode, signal: waiting.signal }, () => {
      got();
      return over.promise;
    })
    .catch((error: unknown) => {
      if (!waiting.signal.aborted) throw error;
    });
  return {
    release() {
      waiting.abort();
      over.resolve();
    },
  };
}

/** Whether any context of the origin holds the lock now. */
export async function isHeld(name: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some((lock) => lock.name === name);
}
