import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool } from "./pool.ts";
import { engineTransaction, Overtaken } from "./transaction.ts";

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.connectionString);
  await pool.query("create table runs (n integer)");
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function runs(): Promise<number> {
  const { rows } = await pool.query<{ runs: number }>("select count(*) as runs from runs");
  return rows[0]?.runs ?? -1;
}

const insert = (connection: pg.PoolClient) => connection.query("insert into runs values (1)");

/** Ends the server's side of a connection, as a failover or an administrator would. */
async function kill(connection: pg.PoolClient): Promise<void> {
  const { rows } = await connection.query<{ pid: number }>("select pg_backend_pid() as pid");
  await pool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
}

test("work that was overtaken runs again from the start, and only the last run remains", async () => {
  const before = await runs();
  let attempts = 0;
  await engineTransaction(pool, async (connection) => {
    await insert(connection);
    if (++attempts < 3) throw new Overtaken("a record changed");
  });
  expect(attempts).toBe(3);
  expect(await runs()).toBe(before + 1);
});

test("a connection that breaks before the commit leaves nothing, and the process lives", async () => {
  const before = await runs();
  const broken = engineTransaction(pool, async (connection) => {
    await insert(connection);
    await kill(connection);
    await insert(connection);
  });
  await expect(broken).rejects.toMatchObject({ code: "database_away", status: 503 });
  expect(await runs()).toBe(before);
});

test("[HA2] a server that takes no writes is away, and the connection to it is not used again", async () => {
  const before = await runs();
  const pids: unknown[] = [];
  const onStandby = engineTransaction(pool, async (connection) => {
    const { rows } = await connection.query<{ pid: number }>("select pg_backend_pid() as pid");
    pids.push(rows[0]?.pid);
    await connection.query("set local transaction_read_only = on");
    await insert(connection);
  });
  await expect(onStandby).rejects.toMatchObject({
    code: "database_away",
    status: 503,
    extra: { retryAfterSeconds: 3 },
  });
  const { rows } = await pool.query("select pid from pg_stat_activity where pid = any($1::int[])", [
    pids,
  ]);
  expect(rows).toEqual([]);
  await engineTransaction(pool, insert);
  expect(await runs()).toBe(before + 1);
});

test("a connection that breaks at the commit is told as unknown and never tried again", async () => {
  let attempts = 0;
  const broken = engineTransaction(pool, async (connection) => {
    attempts++;
    await insert(connection);
    await kill(connection);
  });
  await expect(broken).rejects.toMatchObject({ code: "outcome_unknown", status: 503 });
  expect(attempts).toBe(1);
});
