import { present } from "@healthops/base/assert";
import type { TimerHandle, Timers } from "@healthops/base/ports";
import type { Problem } from "@healthops/base/problem";
import type { Asker } from "./fair-line.ts";
import { FairLine } from "./fair-line.ts";

/** What one kind of asker may have of costly work. */
export interface TurnRules {
  /** Places that no other kind can take from it for longer than a turn. */
  readonly places: number;
  /** Whether it also has other kinds' places while nobody of them waits. */
  readonly borrows: boolean;
  readonly waitingMax: number;
  readonly wait_ms: number;
  /** What is told to whoever finds no room in the line, or waited too long. */
  readonly refusal: () => Problem;
}

interface Waiting {
  readonly begin: () => void;
  readonly refuse: () => void;
}

class Kind {
  readonly rules: TurnRules;
  readonly line = new FairLine<Waiting>();
  running = 0;

  constructor(rules: TurnRules) {
    this.rules = rules;
  }
}

/**
 * Lets costly work run in turns: each kind of asker has places of its own and a short line, which its askers
 * leave fairly. Whoever finds the line full takes the room of who has most in it, or is refused at once:
 * nobody waits for what cannot come in time, and nothing grows with the number of those who ask.
 */
export class Turns<K extends string> {
  readonly #timers: Timers;
  readonly #kinds: ReadonlyMap<K, Kind>;
  readonly #all: readonly Kind[];
  readonly #places: number;

  /** A kind that stands earlier goes first where both may. */
  constructor(timers: Timers, rules: readonly (readonly [name: K, rules: TurnRules])[]) {
    this.#timers = timers;
    this.#kinds = new Map(rules.map(([name, of]) => [name, new Kind(of)]));
    this.#all = [...this.#kinds.values()];
    this.#places = this.#all.reduce((sum, { rules: { places } }) => sum + places, 0);
  }

  /** How many wait, of all kinds. */
  get waiting(): number {
    return this.#all.reduce((sum, { line }) => sum + line.size, 0);
  }

  /** Runs the work when it is the asker's turn; the rules' refusal when that does not come. */
  async run<T>(kindName: K, asker: Asker, work: () => Promise<T>): Promise<T> {
    const kind = present(this.#kinds.get(kindName), "every kind has its rules");
    await this.#turn(kind, asker);
    try {
      return await work();
    } finally {
      kind.running--;
      this.#next();
    }
  }

  #turn(kind: Kind, asker: Asker): Promise<void> {
    const { waitingMax, wait_ms, refusal } = kind.rules;
    return new Promise((resolve, reject) => {
      let timer: TimerHandle | null = null;
      let settled = false;
      const settle = (then: () => void): void => {
        settled = true;
        timer?.cancel();
        kind.line.delete(asker, waiting);
        then();
      };
      const waiting: Waiting = {
        begin: () => settle(resolve),
        refuse: () => settle(() => reject(refusal())),
      };
      kind.line.add(asker, waiting);
      this.#next();
      if (kind.line.size > waitingMax) kind.line.takeOfMost()?.refuse();
      if (!settled) timer = this.#timers.after(wait_ms, waiting.refuse);
    });
  }

  #next(): void {
    for (const kind of this.#all) {
      while (this.#mayBegin(kind)) {
        kind.running++;
        kind.line.take()?.begin();
      }
    }
  }

  #mayBegin(kind: Kind): boolean {
    if (kind.line.size === 0) return false;
    if (this.#all.reduce((sum, { running }) => sum + running, 0) >= this.#places) return false;
    const { places, borrows } = kind.rules;
    return (
      kind.running < places ||
      (borrows && this.#all.every((other) => other === kind || other.line.size === 0))
    );
  }
}
