import type { Clock, TimerHandle, Timers } from "@healthops/base/ports";

/** Time that passes when the test says so. */
export class ManualTime implements Clock, Timers {
  #now_ms = 1_700_000_000_000;
  #alarms: { readonly due_ms: number; readonly run: () => void }[] = [];

  now(): number {
    return this.#now_ms;
  }

  after(delay_ms: number, run: () => void): TimerHandle {
    const alarm = { due_ms: this.#now_ms + delay_ms, run };
    this.#alarms.push(alarm);
    return { cancel: () => (this.#alarms = this.#alarms.filter((each) => each !== alarm)) };
  }

  /** How long until each planned call, nearest first. */
  get planned_ms(): number[] {
    return this.#alarms.map(({ due_ms }) => due_ms - this.#now_ms).toSorted((a, b) => a - b);
  }

  /** Lets time pass step by step, and everything that its alarms start come to rest. */
  async pass(duration_ms: number): Promise<void> {
    const end_ms = this.#now_ms + duration_ms;
    for (;;) {
      const [next] = this.#alarms
        .filter(({ due_ms }) => due_ms <= end_ms)
        .toSorted((a, b) => a.due_ms - b.due_ms);
      if (next === undefined) break;
      this.#now_ms = Math.max(this.#now_ms, next.due_ms);
      this.#alarms = this.#alarms.filter((alarm) => alarm !== next);
      next.run();
      await rest();
    }
    this.#now_ms = end_ms;
    await rest();
  }
}

/** Lets promises that wait for nothing but each other come to rest. */
export async function rest(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
