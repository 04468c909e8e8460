import type { Clock } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";

/** A bucket that fills up again: so much at once, and then so much a minute. */
interface Measure {
  readonly burst: number;
  readonly perMinute: number;
}

const MB = 1024 * 1024;
const MEASURES = {
  /** A week of a busy device at once, and then as much as an import needs to only slow down. */
  changes: { burst: 30_000, perMinute: 20_000 },
  /** Several of the largest pushes at once, and then more than a fast line brings of real work. */
  bytes: { burst: 64 * MB, perMinute: 32 * MB },
} satisfies Record<string, Measure>;

const MINUTE_ms = 60_000;
const PEOPLE_MAX = 20_000;

export type Spent = Readonly<Record<keyof typeof MEASURES, number>>;

interface Account extends Record<keyof Spent, number> {
  at_ms: number;
}

/** How many changes, and how many bytes of them, each person may still send at the moment. */
export class ChangeBudget {
  readonly #clock: Clock;
  readonly #accounts = new Map<string, Account>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether anything is taken of this person now; Problem `too_many_changes` (429) otherwise. */
  assertOpen(person: string): void {
    const account = this.#of(person);
    if (account.changes <= 0) throw tooManyChanges("changes", 1 - account.changes);
    if (account.bytes <= 0) throw tooManyChanges("bytes", 1 - account.bytes);
  }

  /** Takes what was sent, or refuses it as {@link assertOpen} does. */
  spend(person: string, { changes, bytes }: Spent): void {
    this.assertOpen(person);
    const account = this.#of(person);
    // a push is taken whole: what it is too large for is made good before the next
    account.changes -= changes;
    account.bytes -= bytes;
  }

  #of(person: string): Account {
    const now_ms = this.#clock.now();
    const { changes, bytes } = MEASURES;
    const known = this.#accounts.get(person) ?? {
      changes: changes.burst,
      bytes: bytes.burst,
      at_ms: now_ms,
    };
    const minutes = Math.max(0, (now_ms - known.at_ms) / MINUTE_ms);
    known.changes = filled(changes, known.changes, minutes);
    known.bytes = filled(bytes, known.bytes, minutes);
    known.at_ms = now_ms;
    if (this.#accounts.size >= PEOPLE_MAX) this.#accounts.clear();
    this.#accounts.set(person, known);
    return known;
  }
}

function filled({ burst, perMinute }: Measure, left: number, minutes: number): number {
  return Math.min(burst, left + minutes * perMinute);
}

const TAKEN: Readonly<Record<keyof Spent, string>> = {
  changes: `${MEASURES.changes.perMinute} changes a minute`,
  bytes: `${MEASURES.bytes.perMinute / MB} MB a minute`,
};

function tooManyChanges(what: keyof Spent, missing: number): Problem {
  const wait_s = Math.max(1, Math.ceil((missing / MEASURES[what].perMinute) * 60));
  return new Problem({
    code: "too_many_changes",
    status: 429,
    message: `More came from you than the hub takes at once (${TAKEN[what]}). Nothing is lost: send it again in ${wait_s} s.`,
    extra: { retryAfterSeconds: wait_s },
  });
}
