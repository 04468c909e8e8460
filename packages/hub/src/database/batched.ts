import { assert } from "@healthops/base/assert";
import { apart } from "./query-budget.ts";

interface Asked<K, V> {
  readonly key: K;
  readonly resolve: (answer: V) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks the database for many callers at once: what is asked while a statement is under way goes with the
 * next one. However many ask, they have one connection among them, and nobody holds one while waiting. It
 * runs apart from any request, because it is of several.
 */
export class Batched<K, V> {
  readonly #ask: (keys: readonly K[]) => Promise<readonly V[]>;
  readonly #batchMax: number;
  #waiting: Asked<K, V>[] = [];
  #running = false;

  /** `ask` answers in the order of the keys. */
  constructor(ask: (keys: readonly K[]) => Promise<readonly V[]>, batchMax = 200) {
    this.#ask = ask;
    this.#batchMax = batchMax;
  }

  /** How many wait for the next statement. */
  get waiting(): number {
    return this.#waiting.length;
  }

  of(key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject });
      if (!this.#running) void apart(() => this.#run());
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#batchMax);
      try {
        const answers = await this.#ask(batch.map(({ key }) => key));
        assert(answers.length === batch.length, "every key of a batch has its answer");
        for (const [index, answer] of answers.entries()) batch[index]?.resolve(answer);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = false;
  }
}
