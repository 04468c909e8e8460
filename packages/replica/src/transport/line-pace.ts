/** How large a request or an answer may be on a line whose speed shows only in use [PUL9]. */
export interface PaceLimits {
  readonly start_bytes: number;
  readonly max_bytes: number;
  /** How much larger the next one may be. */
  readonly growth: number;
}

/** So much in this time is little enough to see something move, and more than the delay of a slow line. */
const GOAL_ms = 4_000;
/** What takes longer than this comes near to the silence at which a line counts as dead. */
const TOO_LONG_ms = 12_000;
const MIN_bytes = 2_048;
/** A message this much smaller than what came through since the last break is not to blame for the next. */
const SMALL_PART = 5;
/** So many went through since: more may be tried again. */
const GOOD_BEFORE_MORE = 40;

export const PULL_PACE: PaceLimits = {
  start_bytes: 24_576,
  max_bytes: 4_194_304,
  growth: 2,
};

const PUSH_PACE: PaceLimits = {
  start_bytes: 49_152,
  max_bytes: 1_000_000,
  growth: 4,
};

/**
 * Learns from every message how large the next one may be: more where it went quickly, less where it took
 * too long, and a small part of what a line carries between two breaks, so that little is lost by each.
 */
export class LinePace {
  readonly #limits: PaceLimits;
  #bytes: number;
  #ceiling: number;
  #good = 0;
  /** Bytes that came through since the line last broke. */
  #through = 0;

  constructor(limits: PaceLimits) {
    this.#limits = limits;
    this.#bytes = limits.start_bytes;
    this.#ceiling = limits.max_bytes;
  }

  get bytes(): number {
    return Math.floor(this.#bytes);
  }

  /** A message went through in that time; `full`: it was as large as it might be, so it shows what fits. */
  took(elapsed_ms: number, full: boolean): void {
    if (elapsed_ms > TOO_LONG_ms) {
      this.#bytes = this.#within((this.#bytes * GOAL_ms) / elapsed_ms);
      return;
    }
    if (!full) return;
    this.#through += this.#bytes;
    this.#good += 1;
    if (this.#good % GOOD_BEFORE_MORE === 0) this.#ceiling *= 2;
    if (elapsed_ms >= GOAL_ms) return;
    const fits = this.#bytes * (GOAL_ms / Math.max(1, elapsed_ms));
    this.#bytes = this.#within(Math.min(fits, this.#bytes * this.#limits.growth));
  }

  /** The line broke, or fell silent, in the middle of one. */
  broke(): void {
    const toBlame = this.#bytes * SMALL_PART > this.#through;
    this.#through = 0;
    this.#good = 0;
    if (!toBlame) return;
    this.#ceiling = Math.max(MIN_bytes, this.#bytes / SMALL_PART);
    this.#bytes = this.#within(this.#ceiling);
  }

  /** The other side stopped working on one of so many bytes: half of it may be quick enough. */
  stopped(bytes: number): void {
    this.#good = 0;
    this.#bytes = this.#within(Math.min(this.#bytes, bytes) / 2);
  }

  #within(bytes: number): number {
    return Math.max(MIN_bytes, Math.min(bytes, this.#ceiling, this.#limits.max_bytes));
  }
}

/** What a line carries each way; nothing is known of it yet. */
export interface LinePaces {
  readonly pull: LinePace;
  readonly push: LinePace;
}

export function freshPaces(): LinePaces {
  return { pull: new LinePace(PULL_PACE), push: new LinePace(PUSH_PACE) };
}
