import type {
  ChangedTables,
  SqliteDatabase,
  SqlRow,
  SqlTransaction,
  SqlValue,
} from "@healthops/replica/sqlite/database";

class Dead extends Error {}

/** Never settles: a process that has ended hears nothing more. */
const silence = <T>(): Promise<T> => new Promise<T>(() => undefined);

/**
 * A device's database whose process can end at any statement: what was not committed is rolled back,
 * what was is on the file, and the code above never hears which. The file can then be opened anew.
 */
export class MortalDatabase implements SqliteDatabase {
  readonly #inner: SqliteDatabase;
  readonly #onDeath: () => void;
  readonly #death = Promise.withResolvers<void>();
  #left = Infinity;
  #dead = false;

  /** `onDeath` is called at the moment when the process ends. */
  constructor(inner: SqliteDatabase, onDeath: () => void) {
    this.#inner = inner;
    this.#onDeath = onDeath;
  }

  /** The process ends before the `statements`-th statement or commit from now. */
  dieAfter(statements: number): void {
    this.#left = Math.min(this.#left, statements);
  }

  surviveFromNow(): void {
    this.#left = Infinity;
  }

  /** Ends the process now. */
  die(): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#onDeath();
    this.#death.resolve();
  }

  /** Resolves when the process ends. */
  get death(): Promise<void> {
    return this.#death.promise;
  }

  get dead(): boolean {
    return this.#dead;
  }

  read(sql: string, parameters?: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    return this.#dead ? silence() : this.#inner.read(sql, parameters);
  }

  transaction<T>(work: (tx: SqlTransaction) => Promise<T>): Promise<T> {
    if (this.#dead) return silence();
    return new Promise<T>((resolve, reject) => {
      this.#run(work).then(
        (value) => (this.#dead ? undefined : resolve(value)),
        (error: unknown) => (this.#dead ? undefined : reject(error)),
      );
    });
  }

  onChange(listener: (tables: ChangedTables) => void): () => void {
    return this.#inner.onChange((tables) => {
      if (!this.#dead) listener(tables);
    });
  }

  close(): Promise<void> {
    return this.#dead ? silence() : this.#inner.close();
  }

  /** Lets go of the file after the end, so that it can be opened again. */
  async bury(): Promise<void> {
    await this.#inner.close();
  }

  #run<T>(work: (tx: SqlTransaction) => Promise<T>): Promise<T> {
    return this.#inner.transaction(async (tx) => {
      const end = Promise.withResolvers<never>();
      end.promise.catch(() => undefined);
      const step = <R>(run: () => Promise<R>): Promise<R> => {
        if (!this.#steps()) {
          end.reject(new Dead("the device's process ended"));
          return silence();
        }
        return run();
      };
      const value = await Promise.race([work(mortal(tx, step)), end.promise]);
      // Between the last statement and the commit.
      if (!this.#steps()) throw new Dead("the device's process ended");
      return value;
    });
  }

  /** Counts a step; false when the process has ended. */
  #steps(): boolean {
    if (this.#dead) return false;
    this.#left -= 1;
    if (this.#left <= 0) this.die();
    return !this.#dead;
  }
}

function mortal(
  tx: SqlTransaction,
  step: <R>(run: () => Promise<R>) => Promise<R>,
): SqlTransaction {
  return {
    all: (sql, parameters) => step(() => tx.all(sql, parameters)),
    run: (sql, parameters) => step(() => tx.run(sql, parameters)),
    runMany: (sql, columns) => step(() => tx.runMany(sql, columns)),
  };
}
