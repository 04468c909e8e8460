import type { TimerHandle, Timers } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";

/** How much of the hub one person may have at a time. */
export interface Share {
  readonly atOnce: number;
  readonly waitingMax: number;
}

const WAIT_MAX_ms = 10_000;
const RETRY_s = 3;

interface Held {
  running: number;
  readonly waiting: Set<() => void>;
}

/** Requests of one person that run at once; further ones wait their turn, as far as there is room. */
export class Shares {
  readonly #share: Share;
  readonly #timers: Timers;
  readonly #held = new Map<string, Held>();

  constructor(share: Share, timers: Timers) {
    this.#share = share;
    this.#timers = timers;
  }

  /**
   * Waits for the person's turn; answers the way to end it. A Problem `too_many_at_once` (429) when
   * too many wait already, or this one waited too long. `gone` aborts when the client has left.
   */
  async enter(person: string, gone: AbortSignal): Promise<() => void> {
    const held = this.#held.get(person) ?? { running: 0, waiting: new Set() };
    this.#held.set(person, held);
    if (held.running < this.#share.atOnce) held.running++;
    else if (held.waiting.size >= this.#share.waitingMax) throw tooManyAtOnce();
    else await this.#turn(held, gone);
    return once(() => this.#leave(person, held));
  }

  #turn(held: Held, gone: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      let timer: TimerHandle | null = null;
      const settle = (then: () => void): void => {
        held.waiting.delete(begin);
        timer?.cancel();
        gone.removeEventListener("abort", giveUp);
        then();
      };
      const begin = (): void => settle(resolve);
      const giveUp = (): void => settle(() => reject(tooManyAtOnce()));
      held.waiting.add(begin);
      gone.addEventListener("abort", giveUp);
      timer = this.#timers.after(WAIT_MAX_ms, giveUp);
    });
  }

  #leave(person: string, held: Held): void {
    const [next] = held.waiting;
    if (next !== undefined) return next();
    held.running--;
    if (held.running === 0) this.#held.delete(person);
  }
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
}

function tooManyAtOnce(): Problem {
  return new Problem({
    code: "too_many_at_once",
    status: 429,
    message: `You have too many requests under way at once. Try again in ${RETRY_s} s.`,
    extra: { retryAfterSeconds: RETRY_s },
  });
}
