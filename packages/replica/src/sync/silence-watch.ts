import type { TimerHandle, Timers } from "@healthops/base/ports";

export interface SilenceLimits {
  /** A channel that opened is given up when its first word takes longer. */
  readonly firstWord_ms: number;
  /** So much later than it promised may a beat come. */
  readonly grace_ms: number;
}

export const SILENCE: SilenceLimits = { firstWord_ms: 15_000, grace_ms: 3_000 };

/**
 * Notices that the other end of an open channel fell silent: the network may be gone, or the hub
 * frozen, without any connection being closed [LIV3]. Silence after words is only one when the hub
 * promised beats.
 */
export class SilenceWatch {
  readonly #timers: Timers;
  readonly #limits: SilenceLimits;
  readonly #silent: () => void;
  #every_ms: number | null = null;
  #timer: TimerHandle | null = null;

  /** `silent` is called once for each silence; a word after it begins the watch anew. */
  constructor(timers: Timers, limits: SilenceLimits, silent: () => void) {
    this.#timers = timers;
    this.#limits = limits;
    this.#silent = silent;
  }

  /** The channel is open: it must say something soon. */
  opened(): void {
    this.#every_ms = null;
    this.#wait(this.#limits.firstWord_ms);
  }

  /** Something came; `every_ms` when it was a promise to say more within that time. */
  heard(every_ms?: number): void {
    this.#every_ms = every_ms ?? this.#every_ms;
    if (this.#every_ms === null) this.stop();
    else this.#wait(this.#every_ms + this.#limits.grace_ms);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #wait(delay_ms: number): void {
    this.stop();
    this.#timer = this.#timers.after(delay_ms, () => {
      this.#timer = null;
      this.#silent();
    });
  }
}
