import { systemPorts } from "@healthops/base/system-ports";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool } from "../database/pool.ts";
import { HeadsRelay } from "./heads-relay.ts";

const ports = systemPorts();
/** Ten times faster than real ones. */
const timers = {
  after: (delay_ms: number, run: () => void) => ports.timers.after(delay_ms / 10, run),
};
let databases: TestDatabase[];
let pools: pg.Pool[];
beforeAll(async () => {
  databases = [await createTestDatabase(), await createTestDatabase()];
  pools = databases.map(({ connectionString }) => openPool(connectionString));
});
afterAll(async () => {
  for (const pool of pools) await pool.end();
  for (const database of databases) await database.drop();
});

/** A relay that listens in the first database, and what it says of its hearing. */
async function relayBeside(pool: pg.Pool | undefined): Promise<[HeadsRelay, Promise<boolean>]> {
  const told = Promise.withResolvers<boolean>();
  const relay = new HeadsRelay({
    database: pool as pg.Pool,
    connectionString: databases[0]?.connectionString ?? "",
    ports: { timers },
    onError: (error) => told.reject(error),
    onDeaf: told.resolve,
  });
  await relay.open();
  return [relay, told.promise];
}

test("[PGB2] a hub whose notifications are swallowed says that it is deaf", async () => {
  // What is notified in another database never arrives, like what goes through a pooler.
  const [relay, told] = await relayBeside(pools[1]);
  expect(await told).toBe(true);
  expect(relay.deaf).toBe(true);
  await relay.close();
});

test("[PGB2] a hub that hears says nothing", async () => {
  const [relay, told] = await relayBeside(pools[0]);
  const other = new Promise<string>((resolve) => timers.after(5_000, () => resolve("nothing")));
  expect(await Promise.race([told, other])).toBe("nothing");
  expect(relay.deaf).toBe(false);
  await relay.close();
});
