import { whenNpmIsGone } from "./npm-parent.ts";

/** Somebody's wish that the program ends: Ctrl-C, a service manager, a closed terminal. */
export interface StopRequest {
  /** Aborts with the first wish. */
  readonly signal: AbortSignal;
  /** Resolves with the first wish. */
  readonly requested: Promise<void>;
  /** Stops listening for signals. */
  dispose(): void;
}

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** npm passes on the Ctrl-C that the terminal has given to us already: the same key, a moment later. */
const SAME_KEY_ms = 1_000;

/**
 * Listens for the signals that ask a program to end. `onForced` is called when somebody asks again,
 * because the graceful end takes them too long.
 */
export function stopRequest(onForced: () => void): StopRequest {
  const abort = new AbortController();
  const { promise: requested, resolve } = Promise.withResolvers<void>();
  let first_ms = 0;
  const listener = (): void => {
    if (!abort.signal.aborted) {
      first_ms = performance.now();
      abort.abort();
      resolve();
    } else if (performance.now() - first_ms > SAME_KEY_ms) onForced();
  };
  for (const name of SIGNALS) process.on(name, listener);
  const stopLooking = whenNpmIsGone(process.env, () => {
    if (!abort.signal.aborted) listener();
  });
  return {
    signal: abort.signal,
    requested,
    dispose() {
      stopLooking();
      for (const name of SIGNALS) process.off(name, listener);
    },
  };
}
