/** What core code may know of the outside world; apps hand in the real ones, tests their own. */

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC, as this machine believes them. */
  now(): number;
}

export interface TimerHandle {
  cancel(): void;
}

export interface Timers {
  /** Calls `run` once after `delay_ms`. */
  after(delay_ms: number, run: () => void): TimerHandle;
}

export interface Random {
  /** Cryptographically strong bytes. */
  bytes(count: number): Uint8Array;
}

/** The part of the standard `fetch` that core code uses. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

export interface FetchInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Aborting makes the call reject. */
  readonly signal?: AbortSignal;
  /** Called whenever a part of the body came, while `bytes` reads it. */
  readonly progress?: () => void;
}

export interface FetchAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** The body, transfer compression already undone. */
  bytes(): Promise<Uint8Array>;
}

/** Everything of the outside that core code may need, in one hand. */
export interface Ports {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
}

/** Waits `delay_ms` on the given timers; resolves early (never rejects) when the signal aborts. */
export function pause(timers: Timers, delay_ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = timers.after(delay_ms, done);
    function done(): void {
      timer.cancel();
      signal?.removeEventListener("abort", done);
      resolve();
    }
    signal?.addEventListener("abort", done);
  });
}
