import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HubProcess } from "../cli/support/hub-process.ts";
import { startHubProcess } from "../cli/support/hub-process.ts";
import { runCommand } from "../cli/support/run-cli.ts";

let folder: string;
let database: TestDatabase;
let hub: HubProcess;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "healthops-commands-"));
  database = await createTestDatabase();
  hub = await startHubProcess(database.connectionString, ["--data", folder]);
}, 120_000);
afterAll(async () => {
  await hub.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function json(args: readonly string[], on: TestDatabase): Promise<Record<string, unknown>> {
  const environment = { DATABASE_URL: on.connectionString, HEALTHOPS_DATA: folder };
  const { status, stdout, stderr } = await runCommand([...args, "--json"], { environment });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}

test("a backup beside a running hub, its check, and a restore elsewhere", async () => {
  const { file, rows } = await json(["backup"], database);
  expect(path.dirname(String(file))).toBe(path.join(folder, "backups"));
  expect(await json(["restore", String(file), "--check"], database)).toMatchObject({
    ok: true,
    rows,
  });
  await expect(json(["restore", String(file), "--replace", "--yes"], database)).rejects.toThrow(
    "A hub is running",
  );

  const other = await createTestDatabase();
  expect(await json(["restore", String(file)], other)).toMatchObject({ rows, keptBefore: null });
  await other.drop();
}, 120_000);

test("a backup that is not there is said to be missing, in one sentence", async () => {
  const nowhere = path.join(folder, "nowhere.backup");
  for (const flags of [[], ["--check"]]) {
    const { status, stderr } = await runCommand(["restore", nowhere, ...flags], {
      environment: { DATABASE_URL: database.connectionString, HEALTHOPS_DATA: folder },
    });
    expect([status === 0, stderr]).toEqual([
      false,
      expect.stringMatching(/^There is no backup to read at [^\n]*\n$/),
    ]);
  }
}, 60_000);
