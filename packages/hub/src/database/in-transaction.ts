import type pg from "pg";
import { reasonToEnd } from "./away.ts";

/** Runs `work` in one transaction and commits; after a failure nothing of it remains. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (connection: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const connection = await pool.connect();
  let broken: Error | undefined;
  try {
    await connection.query("begin");
    const result = await work(connection);
    await connection.query("commit");
    return result;
  } catch (error) {
    broken = reasonToEnd(error);
    await connection.query("rollback").catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    connection.release(broken);
  }
}
