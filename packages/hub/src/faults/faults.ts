import type { Clock } from "@healthops/base/ports";

/** Something thrown where nobody waits for it: in a timer, a listener, a forgotten promise. */
export interface Fault {
  /** Names it in the log and in the hub's status. */
  readonly id: string;
  readonly at_ms: number;
  /** Where it was caught: `timer`, `live channel`, `uncaughtException`, … */
  readonly where: string;
  /** The system's or database's code of the error, else its type; never its message. */
  readonly code: string;
}

export interface FaultsParts {
  readonly clock: Clock;
  readonly newId: () => string;
  /** Writes it to the log, with its stack. */
  readonly log: (fault: Fault, error: unknown) => void;
}

/** How long a fault is told as an alarm. */
export const ALARM_ms = 15 * 60_000;

/**
 * Takes every fault of a hub process that belongs to no request. A fault ends what it happened in and
 * nothing else: it is logged, counted and told to those who look after the hub.
 */
export class Faults {
  count = 0;
  latest: Fault | null = null;
  readonly #parts: FaultsParts;
  readonly #listeners = new Set<(fault: Fault) => void>();

  constructor(parts: FaultsParts) {
    this.#parts = parts;
  }

  /** Whether one happened in the last quarter of an hour. */
  get alarm(): boolean {
    return this.latest !== null && this.#parts.clock.now() - this.latest.at_ms < ALARM_ms;
  }

  /** Hears of every further fault; answers the way to stop. */
  subscribe(listener: (fault: Fault) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes a fault. Never throws: it is where everything ends that was thrown. */
  tell(where: string, error: unknown): void {
    const { clock, newId, log } = this.#parts;
    const fault = { id: newId(), at_ms: clock.now(), where, code: codeOf(error) };
    this.count++;
    this.latest = fault;
    quietly(() => log(fault, error));
    for (const listener of this.#listeners) quietly(() => listener(fault));
  }
}

/** A log that cannot be written to (its pipe is closed) is no reason for a further fault. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // told already, as far as it could be
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
