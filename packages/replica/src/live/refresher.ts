import type { ChangedTables, SqliteDatabase } from "../sqlite/database.ts";

/**
 * Runs `refresh` now and again after every commit that touched one of the tables: never twice at a
 * time, and once for all the commits that happen meanwhile. Failures go to `failed`; the next commit
 * tries again.
 */
export class Refresher {
  readonly #tables: ReadonlySet<string>;
  readonly #refresh: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  readonly #stopListening: () => void;
  #running = false;
  #dirty = false;
  #stopped = false;

  constructor(
    database: SqliteDatabase,
    tables: Iterable<string>,
    refresh: () => Promise<void>,
    failed: (error: unknown) => void,
  ) {
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
    if (!this.#running) void this.#run();
  }

  /** No further runs begin. */
  stop(): void {
    this.#stopped = true;
    this.#stopListening();
  }

  #concerns(changed: ChangedTables): boolean {
    return changed === "all" || [...this.#tables].some((table) => changed.has(table));
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Let the commits of the same moment come together.
    await Promise.resolve();
    while (this.#dirty && !this.#stopped) {
      this.#dirty = false;
      try {
        await this.#refresh();
      } catch (error) {
        if (!this.#stopped) this.#failed(error);
      }
    }
    this.#running = false;
  }
}
