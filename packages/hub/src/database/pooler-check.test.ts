import { systemPorts } from "@healthops/base/system-ports";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkPooler } from "./pooler-check.ts";
import { openPool } from "./pool.ts";

const { timers } = systemPorts();
let database: TestDatabase;
const pools: pg.Pool[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  for (const pool of pools) await pool.end();
  await database.drop();
});

function open(connections = 3): pg.Pool {
  const pool = openPool(database.connectionString, connections);
  pools.push(pool);
  return pool;
}

/** Each transaction begins in a session in which nothing is prepared, as behind a pooler that is too old. */
function forgetBetweenTransactions(pool: pg.Pool): void {
  pool.on("acquire", (client) => {
    const query = client.query.bind(client) as (...parts: unknown[]) => unknown;
    Object.assign(client, {
      query: async (...parts: unknown[]) => {
        if (parts[0] === "begin") await query("deallocate all");
        return query(...parts);
      },
    });
  });
}

test("[PGB3] a database without a pooler, and a hub with one connection, pass", async () => {
  await expect(checkPooler(open(), timers)).resolves.toBeUndefined();
  await expect(checkPooler(open(1), timers)).resolves.toBeUndefined();
});

test("[PGB3] where prepared statements are not kept the hub says which pooler it needs", async () => {
  const pool = open();
  forgetBetweenTransactions(pool);
  await expect(checkPooler(pool, timers)).rejects.toMatchObject({
    code: "database_pooler_too_old",
    message: expect.stringContaining("max_prepared_statements"),
  });
});

test("[PGB4] a session has the hub's settings, whatever the server's defaults are", async () => {
  const pool = open(1);
  const name = new URL(database.connectionString).pathname.slice(1);
  await pool.query(`alter role current_user in database ${name} set timezone = 'Asia/Tokyo'`);
  await pool.query(`alter role current_user in database ${name} set datestyle = 'German'`);
  const { rows } = await open().query(
    "select '2026-01-02 03:04:05+00'::timestamptz::text as moment, current_setting('jit') as jit",
  );
  expect(rows).toEqual([{ moment: "2026-01-02 03:04:05+00", jit: "off" }]);
});
