import type { Ports, Timers } from "@healthops/base/ports";
import type { Queryable } from "../database/pool.ts";
import { SharedAnswers } from "../database/shared-answers.ts";

export type HubState = "starting" | "ready" | "stopping";

const DATABASE_WAIT_ms = 2_000;
/** Anybody may ask, as often as they like. */
const REMEMBERED_ms = 500;

/** Where the hub is in its life, and whether its database answers. */
export class Readiness {
  state: HubState = "starting";
  readonly #db: Queryable;
  readonly #timers: Timers;
  readonly #answers: SharedAnswers<boolean>;

  constructor(db: Queryable, { clock, timers }: Pick<Ports, "clock" | "timers">) {
    this.#db = db;
    this.#timers = timers;
    this.#answers = new SharedAnswers(clock, REMEMBERED_ms);
  }

  /** Whether the database answers a trivial question in time. */
  databaseAnswers(): Promise<boolean> {
    return this.#answers.of("", () => this.#ask());
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
