import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ManualTime } from "../../test-kit/manual-time.ts";
import type { ChangedTables, SqliteDatabase } from "../sqlite/database.ts";
import { openNodeSqlite } from "./node-sqlite.ts";

let folder: string;
let time: ManualTime;
let open: SqliteDatabase[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "node-sqlite-"));
  time = new ManualTime();
  open = [];
});
afterEach(async () => {
  for (const database of open) await database.close();
  rmSync(folder, { recursive: true });
});

function database(): SqliteDatabase {
  const opened = openNodeSqlite(join(folder, "test.sqlite"), { timers: time });
  open.push(opened);
  return opened;
}

async function withTable(): Promise<SqliteDatabase> {
  const db = database();
  await db.transaction(async (tx) => void (await tx.run("create table t (a integer, b text)")));
  return db;
}

test("a reader sees nothing of an open transaction, and all of it after the commit", async () => {
  const db = await withTable();
  const inside = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const writing = db.transaction(async (tx) => {
    await tx.run("insert into t values (1, 'x')");
    expect(await tx.all("select * from t")).toHaveLength(1);
    inside.resolve();
    await go.promise;
  });
  await inside.promise;
  expect(await db.read("select * from t")).toEqual([]);
  go.resolve();
  await writing;
  expect(await db.read("select a, b from t")).toEqual([{ a: 1, b: "x" }]);
});

test("a transaction whose work fails leaves nothing, and the next one runs", async () => {
  const db = await withTable();
  const failing = db.transaction(async (tx) => {
    await tx.run("insert into t values (1, 'x')");
    throw new Error("no");
  });
  const next = db.transaction((tx) => tx.run("insert into t values (2, 'y')"));
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe(1);
  expect(await db.read("select a from t")).toEqual([{ a: 2 }]);
});

test("transactions run one after the other, in order", async () => {
  const db = await withTable();
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      db.transaction(async (tx) => {
        const [row] = await tx.all("select count(*) as n from t");
        expect(row?.["n"]).toBe(index);
        await tx.run("insert into t values (?, null)", [index]);
      }),
    ),
  );
});

test("many rows go in by columns; numbers stay numbers up to 53 bits", async () => {
  const db = await withTable();
  await db.transaction((tx) =>
    tx.runMany("insert into t values (?, ?)", [
      [1, Number.MAX_SAFE_INTEGER],
      ["x", null],
    ]),
  );
  expect(await db.read("select a, b from t order by a")).toEqual([
    { a: 1, b: "x" },
    { a: Number.MAX_SAFE_INTEGER, b: null },
  ]);
});

test("a commit tells which tables it wrote to; one that wrote nothing tells nothing", async () => {
  const db = await withTable();
  const told: ChangedTables[] = [];
  const stop = db.onChange((tables) => void told.push(tables));
  await db.transaction((tx) => tx.run("update t set a = 1"));
  await db.transaction((tx) => tx.run("insert into t values (1, 'x')"));
  stop();
  await db.transaction((tx) => tx.run("insert into t values (2, 'x')"));
  expect(told).toEqual([new Set(["t"])]);
});

test("another connection's commit is noticed while somebody listens", async () => {
  const db = await withTable();
  const other = database();
  const told: ChangedTables[] = [];
  const stop = db.onChange((tables) => void told.push(tables));
  await db.transaction((tx) => tx.run("insert into t values (1, 'own')"));
  await time.pass(1_000);
  expect(told).toEqual([new Set(["t"])]);
  await other.transaction((tx) => tx.run("insert into t values (2, 'other')"));
  await time.pass(1_000);
  expect(told).toEqual([new Set(["t"]), "all"]);
  stop();
  expect(time.planned_ms).toEqual([]);
});

test("a statement after its transaction's end is refused", async () => {
  const db = await withTable();
  const { tx } = await db.transaction(async (tx) => ({ tx }));
  await expect(tx.run("insert into t values (1, 'late')")).rejects.toThrow("ended");
});

test("only the owner may read the file", async () => {
  database();
  expect(statSync(join(folder, "test.sqlite")).mode & 0o077).toBe(0);
});

test("a file that is no database is refused with the path and a way out", () => {
  writeFileSync(join(folder, "test.sqlite"), "not a database at all ".repeat(100));
  expect(() => database()).toThrow(expect.objectContaining({ code: "database_unusable" }));
});

test("after closing, calls are refused with a code", async () => {
  const db = await withTable();
  await db.close();
  await db.close();
  await expect(db.read("select 1")).rejects.toMatchObject({ code: "database_closed" });
});
