import type { Clock, TimerHandle, Timers } from "@healthops/base/ports";
import type { ChangedTables, SqliteDatabase } from "../sqlite/database.ts";

interface RestPorts {
  readonly clock: Clock;
  readonly timers: Timers;
}

/** How many times as long as it took a refresh rests afterwards. */
const REST_TIMES = 2;
/** Longest rest, and the shortest that is worth a timer. */
const REST_MAX_MS = 500;
const REST_MIN_MS = 20;

/**
 * Runs `refresh` now and again after every commit that touched one of the tables: never twice at a
 * time, and once for all the commits that happen meanwhile. With ports, a refresh that took long rests
 * before the next one, so that whoever writes much (an import, a sync) is not held up by those who
 * watch. Failures go to `failed`; the next commit tries again.
 */
export class Refresher {
  readonly #tables: ReadonlySet<string>;
  readonly #refresh: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  readonly #stopListening: () => void;
  readonly #ports: RestPorts | null;
  #rest: TimerHandle | null = null;
  #running = false;
  #dirty = false;
  #stopped = false;

  constructor(
    database: Pick<SqliteDatabase, "onChange">,
    tables: Iterable<string>,
    refresh: () => Promise<void>,
    failed: (error: unknown) => void,
    ports: RestPorts | null = null,
  ) {
    this.#ports = ports;
    this.#tables = new Set(tables);
    this.#refresh = refresh;
    this.#failed = failed;
    this.#stopListening = database.onChange((changed) => {
      if (this.#concerns(changed)) this.poke();
    });
    this.poke();
  }

  /** Asks for one more run. */
  poke(): void {
    this.#dirty = true;
    if (!this.#running && this.#rest === null) void this.#run();
  }

  /** No further runs begin. */
  stop(): void {
    this.#stopped = true;
    this.#rest?.cancel();
    this.#stopListening();
  }

  #concerns(changed: ChangedTables): boolean {
    return changed === "all" || [...this.#tables].some((table) => changed.has(table));
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Let the commits of the same moment come together.
    await Promise.resolve();
    while (this.#dirty && !this.#stopped && this.#rest === null) {
      this.#dirty = false;
      const began_ms = this.#ports?.clock.now() ?? 0;
      try {
        await this.#refresh();
      } catch (error) {
        if (!this.#stopped) this.#failed(error);
      }
      this.#restSince(began_ms);
    }
    this.#running = false;
  }

  #restSince(began_ms: number): void {
    if (this.#ports === null || this.#stopped) return;
    const { clock, timers } = this.#ports;
    const rest_ms = Math.min(REST_MAX_MS, REST_TIMES * (clock.now() - began_ms));
    if (rest_ms < REST_MIN_MS) return;
    this.#rest = timers.after(rest_ms, () => {
      this.#rest = null;
      if (this.#dirty) this.poke();
    });
  }
}
