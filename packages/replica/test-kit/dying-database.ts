import type { SqliteDatabase, SqlTransaction } from "../src/sqlite/database.ts";

/** The process is gone; nobody in it hears of anything any more. */
export class Killed extends Error {}

/**
 * A database whose process ends when `dies` says so, asked before every statement and commit: what
 * was not committed is rolled back, and every later call fails.
 */
export function dyingDatabase(inner: SqliteDatabase, dies: () => boolean): SqliteDatabase {
  let dead = false;
  function step(): void {
    dead ||= dies();
    if (dead) throw new Killed("the process was killed");
  }
  const dying = (tx: SqlTransaction): SqlTransaction => ({
    async all(sql, parameters) {
      step();
      return tx.all(sql, parameters);
    },
    async run(sql, parameters) {
      step();
      return tx.run(sql, parameters);
    },
    async runMany(sql, columns) {
      step();
      return tx.runMany(sql, columns);
    },
  });
  return {
    async read(sql, parameters) {
      if (dead) throw new Killed("the process was killed");
      return inner.read(sql, parameters);
    },
    transaction: (work, options) =>
      inner.transaction(async (tx) => {
        const result = await work(dying(tx));
        step();
        return result;
      }, options),
    onChange: (listener) => inner.onChange(listener),
    close: () => inner.close(),
  };
}
