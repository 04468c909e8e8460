import { randomUUID } from "node:crypto";
import type { Timers } from "@healthops/base/ports";
import { pause } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type pg from "pg";

/** invalid_sql_statement_name, duplicate_prepared_statement: another session than the one prepared on. */
const OTHER_SESSION = new Set(["26000", "42P05"]);
/** A pooler with a single session makes one transaction wait for the other. */
const PATIENCE_ms = 2_000;

/**
 * Prepares a statement and uses it in later transactions, while another connection has the session that
 * it was prepared on: what every push does. Throws Problem `database_pooler_too_old` where a pooler
 * between hub and database does not keep prepared statements apart [PGB3].
 */
export async function checkPooler(pool: pg.Pool, timers: Timers): Promise<void> {
  const statement = { name: `pooler_check_${randomUUID()}`, text: "select 1 as one" };
  // A single connection is always in one session, or waits for it.
  if (pool.options.max < 2) return;
  const [one, other] = await Promise.all([pool.connect(), pool.connect()]);
  let broken: Error | undefined;
  try {
    await inOne(one, statement);
    await other.query("begin");
    await other.query(statement);
    const again = inOne(one, statement);
    again.catch(() => undefined);
    const waited = new AbortController();
    void again.then(
      () => waited.abort(),
      () => waited.abort(),
    );
    await pause(timers, PATIENCE_ms, waited.signal);
    await other.query("commit");
    await again;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw isOfOtherSession(error) ? tooOld(error) : error;
  } finally {
    one.release(broken);
    other.release(broken);
  }
}

async function inOne(connection: pg.PoolClient, statement: pg.QueryConfig): Promise<void> {
  await connection.query("begin");
  await connection.query(statement);
  await connection.query("commit");
}

function isOfOtherSession(error: unknown): boolean {
  return error instanceof Error && "code" in error && OTHER_SESSION.has(String(error.code));
}

function tooOld(cause: unknown): Problem {
  return new Problem({
    code: "database_pooler_too_old",
    status: 500,
    message:
      "The pooler that DATABASE_URL leads to does not keep prepared statements. Use PgBouncer 1.21 or newer with max_prepared_statements = 300, or connect past it.",
    cause,
  });
}
