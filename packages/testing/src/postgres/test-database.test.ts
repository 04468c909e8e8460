import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import path from "node:path";

import { Client } from "pg";
import { expect, test } from "vitest";

import { createTestDatabase } from "./test-database.ts";
import type { TestTemplate } from "./test-database.ts";
import {
  makeTestFolder,
  serveTestFolder,
  startTestPostgres,
  sweepTestFolders,
} from "./test-postgres.ts";

async function ask(url: string, sql: string): Promise<unknown[][]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}

test("each test database is its own, and gone when dropped", async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await ask(one.connectionString, "create table mine (n int)");
  expect(await ask(two.connectionString, "select to_regclass('mine') is null")).toEqual([[true]]);
  await one.drop();
  await expect(ask(one.connectionString, "select 1")).rejects.toMatchObject({ code: "3D000" });
  await two.drop();
});

test("a test database behaves as the hub's: no superuser, same text order", async () => {
  const database = await createTestDatabase();
  const [facts] = await ask(
    database.connectionString,
    `select (select rolsuper from pg_roles where rolname = current_user),
            (select datlocale from pg_database where datname = current_database()),
            current_setting('fsync')`,
  );
  expect(facts).toEqual([false, "C.UTF-8", "off"]);
  await database.drop();
});

test("a template is prepared once and copied for each who asks", async () => {
  let prepared = 0;
  const template: TestTemplate = {
    key: `counted ${process.pid} ${performance.now()}`,
    prepare: async (url) => {
      prepared += 1;
      await ask(url, "create table seeded as select 5 as n");
    },
  };
  const copies = await Promise.all(
    Array.from({ length: 4 }, () => createTestDatabase({ template })),
  );
  expect(prepared).toBe(1);
  for (const copy of copies) {
    expect(await ask(copy.connectionString, "select n from seeded")).toEqual([[5]]);
    await copy.drop();
  }
});

test("a template whose preparation fails is prepared anew", async () => {
  let fail = true;
  const template: TestTemplate = {
    key: `failing ${process.pid} ${performance.now()}`,
    prepare: async (url) => {
      await ask(url, "create table once (n int)");
      if (fail) throw new Error("cut short");
    },
  };
  await expect(createTestDatabase({ template })).rejects.toThrow("cut short");
  fail = false;
  const database = await createTestDatabase({ template });
  expect(await ask(database.connectionString, "select count(*)::int from once")).toEqual([[0]]);
  await database.drop();
});

test("a server of one's own can be durable as in production, and leaves nothing behind", async () => {
  const server = await startTestPostgres({ durable: true, settings: { commit_delay: 2000 } });
  const database = await createTestDatabase({ server });
  const [facts] = await ask(
    database.connectionString,
    "select current_setting('fsync'), current_setting('synchronous_commit'), current_setting('commit_delay')",
  );
  expect(facts).toEqual(["on", "on", "2000"]);
  const asked = await ask(server.adminConnectionString, "show data_directory");
  const folder = String(asked[0]?.[0]);
  expect(existsSync(folder)).toBe(true);
  await server.stop();
  expect(existsSync(path.dirname(folder))).toBe(false);
  await expect(ask(server.adminConnectionString, "select 1")).rejects.toThrow("ECONNREFUSED");
});

test("a server left behind by a killed run is stopped and deleted by the next run", async () => {
  const folder = await makeTestFolder();
  const { port } = await serveTestFolder(folder);
  // No process has so high an id: Linux stops at 2^22, macOS at 99999.
  const left = folder.replace(/-\d+-/, "-4194305-");
  await rename(folder, left);
  await sweepTestFolders();
  expect(existsSync(left)).toBe(false);
  const url = `postgres://healthops@127.0.0.1:${port}/healthops`;
  await expect(ask(url, "select 1")).rejects.toThrow("ECONNREFUSED");
});
