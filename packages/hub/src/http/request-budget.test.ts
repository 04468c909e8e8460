import { openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import { QueryBudget, canceller, within } from "../database/query-budget.ts";
import type { OpenHubServer } from "../doors/hub-server.ts";
import { createHubServer } from "../doors/hub-server.ts";
import { createLog } from "./log.ts";

let it: TestHub;
let server: OpenHubServer;
let url: string;

const sleeping = async (): Promise<number> => {
  const { rows } = await it.hub.reserved.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
      where datname = current_database() and state = 'active' and query like 'select pg_sleep%'`,
  );
  return rows[0]?.count ?? 0;
};

beforeAll(async () => {
  it = await openTestHub();
  server = await createHubServer(it.hub, {
    log: createLog({ level: "silent" }),
    server: { rateLimits: { general: null, sync: null, auth: null } },
    routes: [
      (app) => {
        const quick = { config: { patience_ms: 300 } };
        app.get("/sleep", async () => it.hub.pool.query("select pg_sleep(600)"));
        app.get("/late", quick, async () => it.hub.pool.query("select pg_sleep(600)"));
        app.post("/late", quick, async () => {
          await it.hub.pool.query("select 1");
          const connection = await it.hub.pool.connect();
          await connection.query("select pg_sleep(600)").finally(() => connection.release());
        });
      },
    ],
  });
  url = await server.listen("127.0.0.1", 0);
});
afterAll(async () => {
  await server.close();
  await it.close();
});

test("a request that takes longer than its kind may is ended, at the database too", async () => {
  const answers = await Promise.all([
    fetch(`${url}/late`),
    fetch(`${url}/late`, { method: "POST", body: "{}", headers: JSON_TYPE }),
  ]);
  for (const answer of answers) {
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: "timed_out" }]);
  }
  await expect.poll(sleeping).toBe(0);
  expect((await it.hub.pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});

const JSON_TYPE = { "content-type": "application/json" };

test("when a client that only reads has left, its query is cancelled", async () => {
  const gone = new AbortController();
  const left = fetch(`${url}/sleep`, { signal: gone.signal }).catch(() => "left");
  await expect.poll(sleeping).toBe(1);
  gone.abort();
  expect(await left).toBe("left");
  await expect.poll(sleeping).toBe(0);
});

test("what a budget has ended begins nothing more, and a settled one ends nothing", async () => {
  const budget = new QueryBudget(
    canceller(
      async () => undefined,
      () => undefined,
    ),
  );
  budget.end();
  await expect(within(budget, () => it.hub.pool.query("select 1"))).rejects.toMatchObject({
    code: "timed_out",
  });
  await expect(within(budget, () => it.hub.pool.connect())).rejects.toThrow("took too long");
  const settled = new QueryBudget(
    canceller(
      async () => undefined,
      () => undefined,
    ),
  );
  settled.settle();
  settled.end();
  const { rows } = await within(settled, () => it.hub.pool.query("select 1 as one"));
  expect(rows).toEqual([{ one: 1 }]);
});
