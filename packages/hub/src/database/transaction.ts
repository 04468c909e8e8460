import { Problem } from "@healthops/base/problem";
import type pg from "pg";
import { databaseAway, isDatabaseAway, reasonToEnd } from "./away.ts";

/** serialization_failure, deadlock_detected, unique_violation of a concurrent create */
const RETRYABLE = new Set(["40001", "40P01", "23505"]);
const ATTEMPTS_MAX = 6;

/**
 * Runs `work` in one transaction that may write synced tables (the guard of [ORD2] is lifted for it)
 * and commits; a clash with a concurrent transaction is tried again from the start, so `work` must
 * have no effect outside of the database. After a failure nothing of it remains, but for one: when the
 * connection breaks while the commit is under way nobody knows, and a Problem `outcome_unknown` says so.
 * When the database is away, or no primary, the Problem is `database_away` [HA2].
 */
export async function engineTransaction<T>(
  pool: pg.Pool,
  work: (connection: pg.PoolClient) => Promise<T>,
): Promise<T> {
  try {
    return await tryAgain(pool, work);
  } catch (error) {
    throw isDatabaseAway(error) ? databaseAway(error) : error;
  }
}

async function tryAgain<T>(
  pool: pg.Pool,
  work: (connection: pg.PoolClient) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const connection = await pool.connect();
    let broken: Error | undefined;
    try {
      await connection.query("begin; set local healthops.engine = 'on'");
      const result = await work(connection);
      await connection.query("commit").catch((failure: unknown) => {
        throw wasRolledBack(failure) ? failure : outcomeUnknown(failure);
      });
      return result;
    } catch (error) {
      broken = reasonToEnd(error);
      await connection.query("rollback").catch((failure: Error) => (broken = failure));
      if (attempt >= ATTEMPTS_MAX || !isRetryable(error)) throw error;
    } finally {
      connection.release(broken);
    }
  }
}

/** Connection exceptions and operator intervention (SQLSTATE 08…, 57…) say nothing about the commit. */
function wasRolledBack(failure: unknown): boolean {
  const code = failure instanceof Error && "code" in failure ? String(failure.code) : "";
  return /^[0-9A-Z]{5}$/.test(code) && !/^(08|57)/.test(code);
}

function outcomeUnknown(cause: unknown): Problem {
  return new Problem({
    code: "outcome_unknown",
    status: 503,
    message:
      "The database broke off just as the change was being saved. Look whether it is there before you make it again.",
    cause,
  });
}

/** Thrown inside `work` when a row is not what was read before: the whole transaction runs again. */
export class Overtaken extends Error {}

function isRetryable(error: unknown): boolean {
  if (error instanceof Overtaken) return true;
  return error instanceof Error && "code" in error && RETRYABLE.has(String(error.code));
}
