import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { openEmbeddedPostgres } from "./open-embedded-postgres.ts";
import type { EmbeddedPostgres } from "./open-embedded-postgres.ts";
import { parsePostmasterFile } from "./postmaster-file.ts";
import { userForNewServer } from "./server-user.ts";
import { startHubProcess } from "./testing/hub-process.ts";
import { quietLog } from "./testing/quiet-log.ts";

const SLOW_MACHINE_MS = 120_000;

let root = "";
let shared = "";
/** One data folder for most tests, because making a server takes most of their time. */
let data = "";

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "healthops-embedded-"));
  await chmod(root, 0o755);
  shared = path.join(root, "shared");
  data = path.join(root, "data");
});
afterAll(() => rm(root, { recursive: true, force: true }));

const open = (dataFolder = data): Promise<EmbeddedPostgres> =>
  openEmbeddedPostgres({ dataFolder, sharedFolder: shared, log: quietLog });

async function ask(url: string, sql: string): Promise<unknown[][]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  return await ask(url, "select 1").then(
    () => true,
    () => false,
  );
}

async function serverPid(folder = path.join(data, "postgres")): Promise<number | null> {
  const file = path.join(folder, "cluster/postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => "");
  return parsePostmasterFile(text)?.pid ?? null;
}

async function eventually(what: () => Promise<boolean>): Promise<void> {
  // The test's own time limit ends a wait in vain.
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe("the embedded database", { timeout: SLOW_MACHINE_MS }, () => {
  beforeEach(async () => {
    if ((await serverPid()) !== null) throw new Error("the test before left a server running");
  });

  test("is durable, checked, in UTF-8 with one order everywhere, and closed to the network", async () => {
    const database = await open();
    expect(database.ownedByUs).toBe(true);
    const names = ["fsync", "synchronous_commit", "full_page_writes", "data_checksums"];
    const more = ["server_encoding", "listen_addresses", "unix_socket_directories", "TimeZone"];
    const settings = [...names, ...more].map((name) => `current_setting('${name}')`).join(", ");
    const [row] = await ask(database.connectionString, `select ${settings}`);
    expect(row).toEqual(["on", "on", "on", "on", "UTF8", "127.0.0.1", "", "UTC"]);
    const [order] = await ask(
      database.connectionString,
      `select string_agg(x, '' order by x), lower('ŞİĞ') from unnest(array['b','Z','ç','a']) x`,
    );
    expect(order).toEqual(["Zabç", "şiğ"]);
    const roles = "select rolsuper, rolcreatedb from pg_roles where rolname = current_user";
    expect(await ask(database.connectionString, roles)).toEqual([[false, false]]);
    const noPassword = database.connectionString.replace(/:[^:@/]+@/, ":wrong@");
    expect(await answers(noPassword)).toBe(false);
    await database.close();
    const credentials = await stat(path.join(data, "postgres/credentials.json"));
    expect(credentials.mode & 0o077).toBe(0);
  });

  test("keeps its data over a restart, with the same password", async () => {
    const first = await open();
    await ask(first.connectionString, "create table kept as select 42 as answer");
    await first.close();
    expect(await answers(first.connectionString)).toBe(false);
    const second = await open();
    expect(await ask(second.connectionString, "select answer from kept")).toEqual([[42]]);
    await second.close();
    await second.close();
  });

  test("takes settings and a port of the caller", async () => {
    const free = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => free.once("listening", resolve));
    const address = free.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const options = { dataFolder: data, sharedFolder: shared, log: quietLog, port };
    await expect(openEmbeddedPostgres(options)).rejects.toMatchObject({
      code: "database_port_in_use",
    });
    await new Promise((resolve) => free.close(resolve));
    const settings = { commit_delay: 2000, commit_siblings: 0, max_wal_size: "2GB" };
    const database = await openEmbeddedPostgres({ ...options, settings });
    expect(database.port).toBe(port);
    const asked =
      "select current_setting('commit_delay'), current_setting('commit_siblings'), current_setting('max_wal_size')";
    expect(await ask(database.connectionString, asked)).toEqual([["2000", "0", "2GB"]]);
    await database.close();
    await expect(
      openEmbeddedPostgres({ ...options, settings: { shared_buffers: "many" } }),
    ).rejects.toMatchObject({ code: "database_setting_refused" });
  });

  test("is shared by processes on one data folder; the last to close stops it", async () => {
    const other = await startHubProcess(data, shared);
    const ours = await open();
    expect([other.ownedByUs, ours.ownedByUs]).toEqual([true, false]);
    expect(ours.connectionString).toBe(other.connectionString);
    expect(await other.close()).toBe(0);
    expect(await answers(ours.connectionString)).toBe(true);
    await ours.close();
    expect(await answers(ours.connectionString)).toBe(false);
  });

  test("outlives a killed process; the next to open joins it and stops it at the end", async () => {
    const killed = await startHubProcess(data, shared);
    await ask(killed.connectionString, "create table written as select 7 as n");
    await killed.kill();
    expect(await answers(killed.connectionString)).toBe(true);
    const next = await open();
    expect([next.ownedByUs, next.port]).toEqual([false, killed.port]);
    expect(await ask(next.connectionString, "select n from written")).toEqual([[7]]);
    await eventually(async () => {
      const holds =
        "select count(*)::int from pg_stat_activity where application_name = 'healthops hold'";
      return (await ask(next.connectionString, holds))[0]?.[0] === 1;
    });
    await next.close();
    expect(await answers(next.connectionString)).toBe(false);
  });

  test("does not get the terminal's Ctrl-C, so that the hub can finish its work", async () => {
    const hub = await startHubProcess(data, shared);
    process.kill(-hub.pid, "SIGINT");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await answers(hub.connectionString)).toBe(true);
    expect(await hub.close()).toBe(0);
  });

  test("that dies is brought back on the same port with what was committed", async () => {
    const database = await open();
    await ask(database.connectionString, "create table survived as select 1 as n");
    process.kill((await serverPid()) ?? 0, "SIGKILL");
    await eventually(async () => !(await answers(database.connectionString)));
    await eventually(() => answers(database.connectionString));
    expect(await ask(database.connectionString, "select n from survived")).toEqual([[1]]);
    await database.close();
    expect(await answers(database.connectionString)).toBe(false);
  });

  test("starts although a killed server's process id now belongs to another program", async () => {
    const cluster = path.join(data, "postgres/cluster");
    const file = path.join(cluster, "postmaster.pid");
    await writeFile(file, `${process.pid}\n${cluster}\n1700000000\n5432\n\n127.0.0.1\n\nready\n`);
    const database = await open();
    expect(await answers(database.connectionString)).toBe(true);
    await database.close();
  });

  test("in a copied folder is a server of its own, even if the original was running", async () => {
    const original = await open();
    const copy = path.join(root, "copy");
    await mkdir(copy);
    await cp(path.join(data, "postgres"), path.join(copy, "postgres"), { recursive: true });
    const user = await userForNewServer();
    if (user !== null) await giveTo(path.join(copy, "postgres"), user.uid, user.gid);
    const copied = await open(copy);
    expect(copied.ownedByUs).toBe(true);
    expect(copied.port).not.toBe(original.port);
    await copied.close();
    expect(await answers(original.connectionString)).toBe(true);
    await original.close();
  });

  test("made by another major version is refused before anything is touched", async () => {
    const file = path.join(data, "postgres/cluster/PG_VERSION");
    const real = await readFile(file, "utf8");
    await writeFile(file, "17\n");
    await expect(open()).rejects.toMatchObject({ code: "database_other_version" });
    await writeFile(file, real);
    await (await open()).close();
  });

  test("is made and started once when many open the folder at the same moment", async () => {
    const folder = path.join(root, "race");
    const hubs = await Promise.all([
      startHubProcess(folder, shared),
      startHubProcess(folder, shared),
      startHubProcess(folder, shared),
    ]);
    expect(hubs.filter((hub) => hub.ownedByUs)).toHaveLength(1);
    expect(new Set(hubs.map((hub) => hub.connectionString)).size).toBe(1);
    await Promise.all(hubs.map((hub) => hub.close()));
    expect(await answers(hubs[0]?.connectionString ?? "")).toBe(false);
    expect(await serverPid(path.join(folder, "postgres"))).toBeNull();
  });
});

async function giveTo(folder: string, uid: number, gid: number): Promise<void> {
  await chown(folder, uid, gid);
  for (const entry of await readdir(folder, { recursive: true })) {
    await chown(path.join(folder, entry), uid, gid);
  }
}
