import { systemPorts } from "@healthops/base/system-ports";
import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool } from "../database/pool.ts";
import type { Heads } from "./heads-channel.ts";
import { HeadsRelay } from "./heads-relay.ts";

let database: TestDatabase;
let pool: pg.Pool;
const relays: HeadsRelay[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.connectionString);
});
afterAll(async () => {
  await Promise.all(relays.map((relay) => relay.close()));
  await pool.end();
  await database.drop();
});

async function openRelay(onError: (error: Error) => void = () => undefined): Promise<HeadsRelay> {
  const relay = new HeadsRelay({
    database: pool,
    connectionString: database.connectionString,
    ports: systemPorts(),
    onError,
  });
  await relay.open();
  relays.push(relay);
  return relay;
}

/** The next heads that arrive at a relay. */
function nextHeads(relay: HeadsRelay): Promise<Heads> {
  return new Promise((resolve) => {
    const end = relay.channel.subscribe((heads) => {
      end();
      resolve(heads);
    });
  });
}

test("[LIV1] heads reach their own process at once and the other process too", async () => {
  const [here, there] = [await openRelay(), await openRelay()];
  const arrived = nextHeads(there);
  let own: Heads | null = null;
  here.channel.subscribe((heads) => (own = heads));
  here.publish(new Map([["shared", 7]]));
  expect(own).toEqual(new Map([["shared", 7]]));
  expect(await arrived).toEqual(new Map([["shared", 7]]));
});

test("[LIV1] heads of one moment travel together, only the newest of each scope", async () => {
  const [here, there] = [await openRelay(), await openRelay()];
  const arrived = nextHeads(there);
  here.publish(new Map([["shared", 1]]));
  here.publish(new Map([["site:a", 5]]));
  here.publish(new Map([["shared", 3]]));
  expect(await arrived).toEqual(
    new Map([
      ["shared", 3],
      ["site:a", 5],
    ]),
  );
});

test("[LIV1] more scopes than one notification holds arrive in several", async () => {
  const [here, there] = [await openRelay(), await openRelay()];
  const keys = Array.from({ length: 500 }, (_, index) => `site:${String(index).padStart(36, "0")}`);
  const seen = new Set<string>();
  const all = new Promise<void>((resolve) => {
    there.channel.subscribe((heads) => {
      for (const key of heads.keys()) seen.add(key);
      if (seen.size === keys.length) resolve();
    });
  });
  here.publish(new Map(keys.map((key) => [key, 1])));
  await all;
  expect([...seen].toSorted()).toEqual(keys);
});

test("what moved right before a process ends still reaches the others", async () => {
  const [here, there] = [await openRelay(), await openRelay()];
  const arrived = nextHeads(there);
  here.publish(new Map([["shared", 12]]));
  await here.close();
  expect(await arrived).toEqual(new Map([["shared", 12]]));
});

test("a relay whose connection is cut comes back by itself", async () => {
  const there = await openRelay();
  const lost = new Promise<void>((resolve) => void openRelay(() => resolve()).then(cut));
  await lost;
  const back = relays.at(-1);
  if (back === undefined) throw new Error("there is a relay");
  const arrived = nextHeads(back);
  const again = setInterval(() => there.publish(new Map([["shared", 9]])), 100);
  expect(await arrived).toEqual(new Map([["shared", 9]]));
  clearInterval(again);
});

/** Ends every listening connection but the first relays', as a failing network would. */
async function cut(): Promise<void> {
  const client = new pg.Client({ connectionString: database.connectionString });
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
      order by backend_start desc limit 1`,
  );
  await client.end();
}
