import { expect, test } from "vitest";
import { ManualTime, rest } from "../../test-kit/manual-time.ts";
import type { ChangedTables, SqliteDatabase } from "../sqlite/database.ts";
import { Refresher } from "./refresher.ts";

function setUp(took_ms: number) {
  const time = new ManualTime();
  const listeners = new Set<(tables: ChangedTables) => void>();
  const database: Pick<SqliteDatabase, "onChange"> = {
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const change = (table: string): void => {
    for (const listener of listeners) listener(new Set([table]));
  };
  const runs: number[] = [];
  const refresh = async (): Promise<void> => {
    runs.push(time.now());
    await time.pass(took_ms);
  };
  const ports = { clock: time, timers: time };
  const refresher = new Refresher(database, ["runs"], refresh, () => undefined, ports);
  return { time, runs, refresher, change };
}

test("after a quick refresh every commit refreshes at once, of other tables none", async () => {
  const { runs, change } = setUp(2);
  await rest();
  change("runs");
  await rest();
  change("walks");
  await rest();
  expect(runs.length).toBe(2);
});

test("a slow refresh rests, and the commits of that time come together in one", async () => {
  const { time, runs, change } = setUp(100);
  await rest();
  change("runs");
  change("runs");
  await rest();
  expect(runs.length).toBe(1);
  await time.pass(199);
  expect(runs.length).toBe(1);
  await time.pass(1);
  expect(runs.length).toBe(2);
  await time.pass(10_000);
  expect(runs.length).toBe(2);
});

test("stopped while it rests, it never runs again", async () => {
  const { time, runs, change, refresher } = setUp(100);
  await rest();
  change("runs");
  refresher.stop();
  await time.pass(10_000);
  expect([runs.length, time.planned_ms]).toEqual([1, []]);
});
