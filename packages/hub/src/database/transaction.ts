import type pg from "pg";

/** serialization_failure, deadlock_detected, unique_violation of a concurrent create */
const RETRYABLE = new Set(["40001", "40P01", "23505"]);
const ATTEMPTS_MAX = 6;

/**
 * Runs `work` in one transaction that may write synced tables (the guard of [ORD2] is lifted for it)
 * and commits; a clash with a concurrent transaction is tried again from the start, so `work` must
 * have no effect outside of the database. After a failure nothing of it remains.
 */
export async function engineTransaction<T>(
  pool: pg.Pool,
  work: (connection: pg.PoolClient) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const connection = await pool.connect();
    let broken: Error | undefined;
    try {
      await connection.query("begin; set local healthops.engine = 'on'");
      const result = await work(connection);
      await connection.query("commit");
      return result;
    } catch (error) {
      await connection.query("rollback").catch((failure: Error) => (broken = failure));
      if (attempt >= ATTEMPTS_MAX || !isRetryable(error)) throw error;
    } finally {
      connection.release(broken);
    }
  }
}

/** Thrown inside `work` when a row is not what was read before: the whole transaction runs again. */
export class Overtaken extends Error {}

function isRetryable(error: unknown): boolean {
  if (error instanceof Overtaken) return true;
  return error instanceof Error && "code" in error && RETRYABLE.has(String(error.code));
}
