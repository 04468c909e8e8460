import type { Clock } from "@healthops/base/ports";
import { apart } from "./query-budget.ts";

/** Answers that are kept beside each other. */
const KEPT_MAX = 20_000;

interface Kept<T> {
  readonly asked_ms: number;
  readonly answer: Promise<T>;
}

/**
 * Answers for everybody who asks the same within a short time: however many they are, it is computed once,
 * and on nobody's budget, so that one who leaves takes it from no one else. The key says
 * who may have the same answer: it names the rights that it was made with. Failures are not kept.
 */
export class SharedAnswers<T> {
  readonly #clock: Clock;
  readonly #fresh_ms: number;
  readonly #kept = new Map<string, Kept<T>>();

  constructor(clock: Clock, fresh_ms: number) {
    this.#clock = clock;
    this.#fresh_ms = fresh_ms;
  }

  of(key: string, compute: () => Promise<T>): Promise<T> {
    const now_ms = this.#clock.now();
    const kept = this.#kept.get(key);
    // a clock that was set back makes nothing young again
    if (kept !== undefined && Math.abs(now_ms - kept.asked_ms) < this.#fresh_ms) return kept.answer;
    if (this.#kept.size >= KEPT_MAX) this.#kept.clear();
    const fresh: Kept<T> = { asked_ms: now_ms, answer: apart(compute) };
    this.#kept.set(key, fresh);
    fresh.answer.catch(() => {
      if (this.#kept.get(key) === fresh) this.#kept.delete(key);
    });
    return fresh.answer;
  }

  /** Whoever asks after this gets an answer that was computed after it. */
  forget(): void {
    this.#kept.clear();
  }
}
