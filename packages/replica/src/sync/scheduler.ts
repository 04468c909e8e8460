import type { Random, TimerHandle, Timers } from "@healthops/base/ports";
import { isProblem } from "@healthops/base/problem";
import type { ScheduleSettings } from "../store/schedule-settings.ts";
import { backOff_ms } from "./back-off.ts";

/** Changes of the same moment travel together. */
const GATHER_MS = 3;

export interface SchedulerParts<Report> {
  readonly timers: Timers;
  readonly random: Random;
  readonly settings: ScheduleSettings;
  /** One whole sync; never called twice at a time. */
  run(): Promise<Report>;
  /** Whether changes wait to be pushed. */
  hasWaiting(): Promise<boolean>;
}

/** Decides when to sync [LIV2]: one run at a time; whatever is asked for during a run causes one more. */
export class Scheduler<Report> {
  readonly #parts: SchedulerParts<Report>;
  #settings: ScheduleSettings;
  #running: Promise<Report> | null = null;
  #next: Promise<Report> | null = null;
  #started = false;
  #failures = 0;
  #timers: TimerHandle[] = [];
  #gathering: TimerHandle | null = null;

  constructor(parts: SchedulerParts<Report>) {
    this.#parts = parts;
    this.#settings = parts.settings;
  }

  /** Other times from now on; the same ones again change nothing. */
  reschedule(settings: ScheduleSettings): void {
    const { pushEvery_ms, pullEvery_ms } = this.#settings;
    if (settings.pushEvery_ms === pushEvery_ms && settings.pullEvery_ms === pullEvery_ms) return;
    this.#settings = settings;
    if (!this.#started || this.#running !== null || this.#failures > 0) return;
    this.#clear();
    this.#plan();
  }

  /** Begins to sync by itself, at once and then by the clock. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#now();
  }

  /** No further run begins by itself; resolves when the running one is over. */
  async stop(): Promise<void> {
    this.#started = false;
    this.#clear();
    await this.#running?.catch(() => undefined);
    await this.#next?.catch(() => undefined);
  }

  /** Syncs now, or once more after the running sync; whatever the back-off says. */
  request(): Promise<Report> {
    if (this.#running === null) return this.#run();
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return this.#run();
      });
    return this.#next;
  }

  /** A local change waits: pushed at once, unless the last attempts failed and the back-off runs. */
  poke(): void {
    if (!this.#started || this.#failures > 0 || this.#gathering !== null) return;
    this.#gathering = this.#parts.timers.after(GATHER_MS, () => {
      this.#gathering = null;
      this.#now();
    });
  }

  /** The hub is known to be there, or to have news. */
  wake(): void {
    if (this.#started) this.#now();
  }

  #now(): void {
    // Who asked hears of failures by the status.
    this.request().catch(() => undefined);
  }

  #run(): Promise<Report> {
    this.#clear();
    this.#running = this.#parts.run().then(
      (report) => {
        this.#over(0, 0);
        return report;
      },
      (error: unknown) => {
        this.#over(this.#failures + 1, retryAfter_ms(error));
        throw error;
      },
    );
    return this.#running;
  }

  #over(failures: number, atLeast_ms: number): void {
    this.#running = null;
    this.#failures = failures;
    if (!this.#started || this.#next !== null) return;
    const { timers, random } = this.#parts;
    if (failures > 0) {
      const delay_ms = Math.max(backOff_ms(failures, random), atLeast_ms);
      this.#timers.push(timers.after(delay_ms, () => this.#now()));
      return;
    }
    this.#plan();
  }

  #plan(): void {
    const { timers } = this.#parts;
    this.#timers.push(timers.after(this.#settings.pullEvery_ms, () => this.#now()));
    this.#planPush();
  }

  #planPush(): void {
    const { timers } = this.#parts;
    this.#timers.push(timers.after(this.#settings.pushEvery_ms, () => void this.#pushIfWaiting()));
  }

  async #pushIfWaiting(): Promise<void> {
    const waiting = await this.#parts.hasWaiting().catch(() => false);
    if (!this.#started || this.#running !== null) return;
    if (waiting) this.#now();
    else this.#planPush();
  }

  #clear(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers = [];
    this.#gathering?.cancel();
    this.#gathering = null;
  }
}

/** How long the hub asked to be left alone. */
function retryAfter_ms(error: unknown): number {
  const seconds = isProblem(error) ? error.extra["retryAfterSeconds"] : undefined;
  return typeof seconds === "number" && Number.isFinite(seconds) ? seconds * 1_000 : 0;
}
