import type { Clock, TimerHandle, Timers } from "@healthops/base/ports";

interface Alarm {
  readonly due_ms: number;
  readonly run: () => void;
}

/** Time that passes only when the simulation says so. */
export class VirtualTime implements Clock, Timers {
  #now_ms: number;
  readonly #alarms = new Set<Alarm>();

  constructor(start_ms: number) {
    this.#now_ms = start_ms;
  }

  now(): number {
    return this.#now_ms;
  }

  after(delay_ms: number, run: () => void): TimerHandle {
    const alarm = { due_ms: this.#now_ms + delay_ms, run };
    this.#alarms.add(alarm);
    return { cancel: () => this.#alarms.delete(alarm) };
  }

  /** Lets time pass and runs what falls due, in order; what these start in turn waits for the next call. */
  pass(duration_ms: number): void {
    this.#now_ms += duration_ms;
    const due = [...this.#alarms].filter((alarm) => alarm.due_ms <= this.#now_ms);
    for (const alarm of due.toSorted((one, other) => one.due_ms - other.due_ms)) {
      if (this.#alarms.delete(alarm)) alarm.run();
    }
  }
}

/** A device's clock, wrong by so much [REC4]. */
export class SkewedClock implements Clock {
  skew_ms = 0;
  readonly #true: Clock;

  constructor(true_: Clock) {
    this.#true = true_;
  }

  now(): number {
    return Math.max(0, this.#true.now() + this.skew_ms);
  }
}
