import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { zstdCompressSync } from "node:zlib";
import { HUB_MODULES } from "@healthops/installed/on-hub";
import { present } from "@healthops/base/assert";
import { newId } from "@healthops/base/ids";
import { isProblem } from "@healthops/base/problem";
import { systemPorts } from "@healthops/base/system-ports";
import { FRAME, framesOf, frameBytes, MAGIC } from "@healthops/hub/backup/backup-file";
import { checkBackup } from "@healthops/hub/backup/check-backup";
import { RESTORE_NAME } from "@healthops/hub/backup/present-state";
import { restoreBackup } from "@healthops/hub/backup/restore-backup";
import type { WrittenBackup } from "@healthops/hub/backup/write-backup";
import { writeBackup } from "@healthops/hub/backup/write-backup";
import { verifyChain } from "@healthops/hub/audit/verify-chain";
import { openPool } from "@healthops/hub/database/pool";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import type { OpenHub } from "@healthops/hub/doors/open-hub";
import { openHub } from "@healthops/hub/doors/open-hub";
import { addSite, applied, create } from "@healthops/testing/hub/test-hub";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentOfBackup, newBackupKeys, one } from "./support.ts";
import { createDemoDatabase } from "../cli/support/demo-database.ts";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";

const PRODUCT = "1.2.3";
let folder: string;
let database: TestDatabase;
let hub: OpenHub;
let backup: WrittenBackup;
let siteId: string;
let keyFolder: string;
let encryptFor: readonly string[];
let identities: readonly string[];

const open = (connectionString: string): Promise<OpenHub> =>
  openHub({
    connectionString,
    modules: HUB_MODULES,
    ports: systemPorts(),
    wrappingKey: TEST_WRAPPING_KEY,
    onFault: () => undefined,
  });

const back = (): Promise<WrittenBackup> =>
  writeBackup({
    pool: hub.pool,
    folder,
    product: PRODUCT,
    schemaVersion: hub.schema.version,
    encryptFor,
  });

async function restore(into: string, file: string, replaceKeepingIn: string | null = null) {
  const pool = openPool(into, 2, RESTORE_NAME);
  const options = { pool, schema: hub.schema, file, product: PRODUCT, replaceKeepingIn };
  return restoreBackup({ ...options, identities, encryptFor, anchor: null }).finally(() =>
    pool.end(),
  );
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "nothing was refused",
    (error: unknown) => (isProblem(error) ? error.code : "not a Problem"),
  );

/** Rows and content of every table, but for what a restore itself notes. */
async function contentOf(connectionString: string): Promise<Record<string, string>> {
  const pool = openPool(connectionString, 2, RESTORE_NAME);
  const to = path.join(folder, "compared");
  const options = { pool, folder: to, product: PRODUCT, schemaVersion: hub.schema.version };
  const { file } = await writeBackup({ ...options, encryptFor }).finally(() => pool.end());
  return contentIn(file);
}

async function contentIn(file: string): Promise<Record<string, string>> {
  const { manifest } = await checkBackup(file, identities);
  const noted = new Set(["hub.settings", "hub.scopes", "hub.events"]);
  return Object.fromEntries(
    manifest.parts
      .filter(({ table }) => !noted.has(table))
      .map(({ table, rows, sha256 }) => [table, `${rows} ${sha256}`]),
  );
}

/** A hub's database with a site and a notice. */
async function smallDatabase(): Promise<TestDatabase> {
  const made = await createTestDatabase();
  const small = await open(made.connectionString);
  const site = await addSite(small, "Ankara");
  const id = newId(small.ports);
  await applied(small, SYSTEM_ACTOR, create("notices", id, { title: "one", siteId: site }));
  await small.close();
  return made;
}

async function smallBackup(): Promise<string> {
  const made = await smallDatabase();
  const pool = openPool(made.connectionString, 2, RESTORE_NAME);
  const to = path.join(folder, "small");
  const options = { pool, folder: to, product: PRODUCT, schemaVersion: hub.schema.version };
  const { file } = await writeBackup({ ...options, encryptFor }).finally(() => pool.end());
  await made.drop();
  return file;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "healthops-backup-"));
  const made = await newBackupKeys();
  keyFolder = made.folder;
  encryptFor = await made.keys.recipients();
  identities = await made.keys.identities();
  database = await createDemoDatabase();
  hub = await open(database.connectionString);
  const { rows } = await hub.pool.query<{ id: string }>("select id from data.sites limit 1");
  siteId = present(rows[0], "the demo has sites").id;
}, 120_000);

afterAll(async () => {
  await hub.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
  await rm(keyFolder, { recursive: true, force: true });
});

const notice = (title: string) => create("notices", newId(hub.ports), { title, siteId });

describe("the restore drill", () => {
  test("a backup while people write is one moment, and another database holds it afterwards", async () => {
    const writing = { on: true, written: 0 };
    const writer = (async () => {
      while (writing.on) {
        const { written } = writing;
        // Both or none: a backup that has one of them alone is no single moment.
        await applied(hub, SYSTEM_ACTOR, notice(`left ${written}`), notice(`right ${written}`));
        writing.written += 1;
      }
    })();
    while (writing.written < 3) await new Promise((resolve) => setImmediate(resolve));
    backup = await back();
    writing.on = false;
    await writer;

    expect((await stat(backup.file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual([path.basename(backup.file)]);
    const { manifest } = await checkBackup(backup.file, identities);
    const other = await createTestDatabase();
    const restored = await restore(other.connectionString, backup.file);
    expect(restored).toMatchObject({ rows: backup.rows, kept: null });

    expect(await contentOf(other.connectionString)).toEqual(await contentIn(backup.file));

    const again = await open(other.connectionString);
    const counted = await again.pool.query<{ left: number; right: number; lost: number }>(
      `select count(*) filter (where title like 'left %') as left,
        count(*) filter (where title like 'right %') as right,
        (select count(*) from data.notices n where not exists (
          select from hub.feed f where f.record_id = n.id)) as lost from data.notices`,
    );
    const { left = 0, right, lost } = counted.rows[0] ?? {};
    expect(left).toBeGreaterThanOrEqual(3);
    expect(right).toBe(left);
    expect(lost).toBe(0);
    expect((await verifyChain(again.pool, null)).fault).toBeNull();
    expect(again.engine.epoch).not.toBe(hub.engine.epoch);
    // The hub numbers, guards and writes on as before.
    await applied(again, SYSTEM_ACTOR, notice("after the restore"));
    await expect(again.pool.query("update data.notices set title = ''")).rejects.toThrow("synced");
    await expect(again.pool.query("delete from hub.history")).rejects.toThrow("append-only");
    expect(manifest.parts.find(({ table }) => table === "data.people")?.rows).toBeGreaterThan(0);
    await again.close();
    await other.drop();
  });

  test("a database with records is replaced only when told to, and can go back", async () => {
    const other = await smallDatabase();
    const file = await smallBackup();
    expect(await codeOf(restore(other.connectionString, file))).toBe("database_not_empty");
    const before = await contentOf(other.connectionString);
    const keep = path.join(folder, "before");
    const { kept } = await restore(other.connectionString, file, keep);
    const keptFile = present(kept, "what was there is kept").file;
    expect(await contentOf(other.connectionString)).toEqual(await contentIn(file));
    expect(await contentOf(other.connectionString)).not.toEqual(before);
    await restore(other.connectionString, keptFile, keep);
    expect(await contentOf(other.connectionString)).toEqual(before);
    await other.drop();
  });

  test("nothing is restored under a running hub", async () => {
    expect(await codeOf(restore(database.connectionString, backup.file, folder))).toBe(
      "hub_running",
    );
  });
});

describe("a bad file changes nothing", () => {
  test.each([
    ["a flipped bit", (bytes: Buffer) => flipped(bytes, bytes.length >> 1), "backup_damaged"],
    ["its last byte missing", (bytes: Buffer) => bytes.subarray(0, -1), "backup_damaged"],
    ["cut in half", (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1), "backup_damaged"],
    ["empty", () => Buffer.alloc(0), "backup_damaged"],
    ["a text", () => Buffer.from("once upon a time"), "not_a_backup"],
  ])("%s", async (_name, change, code) => {
    expect(await codeOf(checkBackup(await spoiled(change), identities))).toBe(code);
  });

  test("a row that was altered, however well packed", async () => {
    const file = await repacked(backup.file, (kind, text) =>
      kind === FRAME.rows ? text.replace("left 0", "left 9") : text,
    );
    expect(await codeOf(checkBackup(file, identities))).toBe("backup_damaged");
  });

  test("another layout, and tables that this version does not have", async () => {
    const small = await smallBackup();
    const header = (change: (about: Record<string, unknown>) => void) =>
      repacked(small, (kind, text) => {
        if (kind !== FRAME.header) return text;
        const about = JSON.parse(text) as Record<string, unknown>;
        change(about);
        return JSON.stringify(about);
      });
    const future = await header((about) => (about["format"] = 2));
    expect(await codeOf(checkBackup(future, identities))).toBe("backup_other_version");

    const empty = await createTestDatabase();
    const renamed = await header((about) => {
      const tables = about["tables"] as { columns: { name: string }[] }[];
      present(tables[0]?.columns[0], "a table has columns").name = "from_the_future";
    });
    expect(await codeOf(restore(empty.connectionString, renamed))).toBe("backup_other_version");
    const pool = openPool(empty.connectionString, 1, RESTORE_NAME);
    const { rows } = await pool.query("select from pg_namespace where nspname in ('hub', 'data')");
    expect(rows).toEqual([]);
    await pool.end();
    await empty.drop();
  });

  test("after a restore that fails in the middle the database is as it was", async () => {
    const other = await smallDatabase();
    const before = await contentOf(other.connectionString);
    // Whole as a file, but PostgreSQL will not take the rows: two columns changed places.
    const file = await repacked(await smallBackup(), (kind, text) => {
      if (kind !== FRAME.header) return text;
      const about = JSON.parse(text) as { tables: { name: string; columns: unknown[] }[] };
      about.tables.find(({ name }) => name === "hub.history")?.columns.reverse();
      return JSON.stringify(about);
    });
    expect(await codeOf(restore(other.connectionString, file, folder))).toBe("not a Problem");
    expect(await contentOf(other.connectionString)).toEqual(before);
    await other.drop();
  });
});

async function spoiled(change: (bytes: Buffer) => Buffer): Promise<string> {
  const file = path.join(folder, "spoiled");
  await writeFile(file, change(await readFile(backup.file)));
  return file;
}

/** The content of the backup with one piece changed, packed again as earlier versions did: in plain. */
async function repacked(
  file: string,
  change: (kind: number, text: string) => string,
): Promise<string> {
  const bytes = await contentOfBackup(file, identities);
  const pieces: Buffer[] = [Buffer.from(MAGIC)];
  for await (const { kind, content } of framesOf(one(bytes))) {
    pieces.push(frameBytes(kind, Buffer.from(change(kind, content.toString("latin1")), "latin1")));
  }
  return spoiled(() => zstdCompressSync(Buffer.concat(pieces)));
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
