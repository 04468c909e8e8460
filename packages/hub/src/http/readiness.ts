import type { Timers } from "@healthops/base/ports";
import type { Queryable } from "../database/pool.ts";

export type HubState = "starting" | "ready" | "stopping";

const DATABASE_WAIT_ms = 2_000;
/** Anybody may ask, as often as they like. */
const REMEMBERED_ms = 500;

/** Where the hub is in its life, and whether its database answers. */
export class Readiness {
  state: HubState = "starting";
  readonly #db: Queryable;
  readonly #timers: Timers;
  #asked_ms = Number.NEGATIVE_INFINITY;
  #answer: Promise<boolean> = Promise.resolve(false);

  constructor(db: Queryable, timers: Timers) {
    this.#db = db;
    this.#timers = timers;
  }

  /** Whether the database answers a trivial question in time. */
  databaseAnswers(): Promise<boolean> {
    const now_ms = performance.now();
    if (now_ms - this.#asked_ms < REMEMBERED_ms) return this.#answer;
    this.#asked_ms = now_ms;
    this.#answer = this.#ask();
    return this.#answer;
  }

  async #ask(): Promise<boolean> {
    const { promise: late, resolve } = Promise.withResolvers<boolean>();
    const timer = this.#timers.after(DATABASE_WAIT_ms, () => resolve(false));
    const answered = this.#db.query("select 1").then(
      () => true,
      () => false,
    );
    const answers = await Promise.race([answered, late]);
    timer.cancel();
    return answers;
  }
}
