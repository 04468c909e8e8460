import { setImmediate as immediately } from "node:timers/promises";
import type { Clock } from "@healthops/base/ports";

/** Deciding goes on without a pause for so long, then everybody else has their turn. */
const STRETCH_ms = 20;
/** So much deciding is done in one transaction; what is left over comes in another one. */
const DECIDE_ms = 400;

/**
 * How long one batch has been decided for. Rules may ask the database for each group: what a batch
 * costs is known only while it is decided, so it is bounded by time and not by its size alone.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #until_ms: number;
  #breathed_ms: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#breathed_ms = clock.now();
    this.#until_ms = this.#breathed_ms + DECIDE_ms;
  }

  /** Whether this batch has had its time. */
  get isOver(): boolean {
    return this.#clock.now() >= this.#until_ms;
  }

  /** Lets others have their turn when the last is a while ago; null: it is not. */
  breath(): Promise<void> | null {
    const now_ms = this.#clock.now();
    if (now_ms - this.#breathed_ms < STRETCH_ms) return null;
    this.#breathed_ms = now_ms;
    return breath();
  }
}

/** Lets others have their turn. */
export function breath(): Promise<void> {
  return immediately();
}
