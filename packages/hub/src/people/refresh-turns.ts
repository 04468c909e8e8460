import type { Timers } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import { Turns } from "../turns/turns.ts";
import type { RefreshOwner } from "./session-list.ts";

const RETRY_s = 3;

const RULES = [
  [
    "owner",
    { places: 4, borrows: false, waitingMax: 1_000, wait_ms: 10_000, refusal: tooManyAtOnce },
  ],
] as const;

/**
 * Tokens are renewed in turns, fair by person and session: a flood with one token neither holds all
 * connections nor keeps others waiting for more than one turn of it. Problem `too_many_at_once` (429).
 */
export class RefreshTurns {
  readonly #turns: Turns<"owner">;

  constructor(timers: Timers) {
    this.#turns = new Turns(timers, RULES);
  }

  run<T>({ personId, sessionId }: RefreshOwner, work: () => Promise<T>): Promise<T> {
    return this.#turns.run("owner", { group: personId, member: sessionId }, work);
  }
}

function tooManyAtOnce(): Problem {
  return new Problem({
    code: "too_many_at_once",
    status: 429,
    message: `You have too many requests under way at once. Try again in ${RETRY_s} s.`,
    extra: { retryAfterSeconds: RETRY_s },
  });
}
