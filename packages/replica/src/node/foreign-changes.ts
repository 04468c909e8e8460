import type { TimerHandle, Timers } from "@healthops/base/ports";

interface Watched {
  /** A number that moves with other processes' commits; null when it cannot be asked just now. */
  version(): number | null;
  changed(): void;
}

/** Looks from time to time whether another process has written to the database. */
export class ForeignChanges {
  readonly #timers: Timers;
  readonly #every_ms: number;
  readonly #watched: Watched;
  #timer: TimerHandle | null = null;
  #seen: number | null = null;

  constructor(timers: Timers, every_ms: number, watched: Watched) {
    this.#timers = timers;
    this.#every_ms = every_ms;
    this.#watched = watched;
  }

  start(): void {
    if (this.#timer !== null) return;
    this.#seen = this.#watched.version();
    this.#plan();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #plan(): void {
    this.#timer = this.#timers.after(this.#every_ms, () => this.#look());
  }

  #look(): void {
    const version = this.#watched.version();
    this.#plan();
    if (version === null || version === this.#seen) return;
    this.#seen = version;
    this.#watched.changed();
  }
}
