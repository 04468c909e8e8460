import type { Clock } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";

/** A week of a busy device at once, */
const BURST = 30_000;
/** and then as much as an import needs to only slow down. */
const PER_MINUTE = 20_000;
const MINUTE_ms = 60_000;
const PEOPLE_MAX = 20_000;

interface Account {
  left: number;
  at_ms: number;
}

/** How many changes each person may still push at the moment: a bucket that fills up again. */
export class ChangeBudget {
  readonly #clock: Clock;
  readonly #accounts = new Map<string, Account>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes a push of so many changes, or refuses it: Problem `too_many_changes` (429). */
  spend(person: string, changes: number): void {
    const account = this.#of(person);
    if (account.left <= 0) throw tooManyChanges(1 - account.left);
    // a push is taken whole: what it is too large for is made good before the next
    account.left -= changes;
  }

  #of(person: string): Account {
    const now_ms = this.#clock.now();
    const known = this.#accounts.get(person) ?? { left: BURST, at_ms: now_ms };
    const filled = Math.max(0, ((now_ms - known.at_ms) / MINUTE_ms) * PER_MINUTE);
    known.left = Math.min(BURST, known.left + filled);
    known.at_ms = now_ms;
    if (this.#accounts.size >= PEOPLE_MAX) this.#accounts.clear();
    this.#accounts.set(person, known);
    return known;
  }
}

function tooManyChanges(missing: number): Problem {
  const wait_s = Math.max(1, Math.ceil((missing / PER_MINUTE) * 60));
  return new Problem({
    code: "too_many_changes",
    status: 429,
    message: `More changes came from you than the hub takes at once (${PER_MINUTE} a minute). Nothing is lost: send them again in ${wait_s} s.`,
    extra: { retryAfterSeconds: wait_s },
  });
}
