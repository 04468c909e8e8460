import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { systemPorts } from "@healthops/base/system-ports";
import { sampleModule } from "@healthops/testing/fixtures/sample-module";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addTestPerson, call, listeningServer, signIn } from "../testing/server-fixture.ts";
import type { OpenHubServer } from "../doors/hub-server.ts";
import type { OpenHub } from "../doors/open-hub.ts";
import { openHub } from "../doors/open-hub.ts";
import { BackupKeys } from "./backup-keys.ts";
import { backupJob, backupOverdue } from "./backup-job.ts";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";

let folder: string;
let database: TestDatabase;
let hub: OpenHub;
let keys: BackupKeys;
let server: OpenHubServer;
let get: (route: string) => Promise<Record<string, unknown>>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "healthops-job-"));
  database = await createTestDatabase();
  keys = new BackupKeys(path.join(folder, "keys.json"));
  const keep = { days: 1, weeks: 0, months: 0 };
  hub = await openHub({
    connectionString: database.connectionString,
    modules: [{ module: sampleModule }],
    jobs: [backupJob({ folder: path.join(folder, "kept"), hour: 3, keep, product: "1.2.3", keys })],
    ports: systemPorts(),
    wrappingKey: TEST_WRAPPING_KEY,
    onFault: () => undefined,
  });
  const listening = await listeningServer(hub);
  server = listening.server;
  await addTestPerson(hub, "root", "ADMIN");
  const { accessToken } = await signIn(server, "root");
  get = async (route) => (await call(`${listening.url}/api/v1/${route}`, "GET", accessToken)).body;
});
afterAll(async () => {
  await server.close();
  await hub.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const job = async () =>
  ((await get("jobs"))["jobs"] as { name: string }[]).find(({ name }) => name === "backup");

test("the daily backup is a job; administrators see how old the newest is", async () => {
  expect(await get("hub/status")).toMatchObject({ backup: { lastAt: null } });
  expect(await job()).toMatchObject({ schedule: "0 3 * * *", last: null });
  await hub.jobs.runHere("backup");
  expect(await job()).toMatchObject({
    last: { message: expect.stringContaining("Nobody has noted the recovery key yet") },
  });
  await keys.showRecoveryKey(() => undefined);
  await hub.jobs.runHere("backup");
  expect(await readdir(path.join(folder, "kept"))).toHaveLength(1);
  expect(await job()).toMatchObject({
    last: { outcome: "done", message: expect.stringMatching(/rows, .* MB; 1 old ones removed$/) },
  });
  // The hub's status is an answer of a moment ago, for all who ask.
  const known = { backup: { lastAt: expect.any(String) } };
  await expect.poll(() => get("hub/status")).toMatchObject(known);
});

test("a backup that fails says why, and the status goes on naming the last good one", async () => {
  await rm(path.join(folder, "kept"), { recursive: true });
  await writeFile(path.join(folder, "kept"), "in the way");
  expect(await hub.jobs.runHere("backup")).toBe("failed");
  expect(await job()).toMatchObject({
    last: { outcome: "failed", message: expect.stringContaining("cannot write to") },
  });
  // The hub's status is an answer of a moment ago, for all who ask.
  const known = { backup: { lastAt: expect.any(String) } };
  await expect.poll(() => get("hub/status")).toMatchObject(known);
});

test("a hub that slept through its hour knows; a new one has time", async () => {
  const empty = path.join(folder, "none");
  expect(await backupOverdue(hub.pool, empty)).toBe(false);
  await hub.pool.query("update hub.schema_versions set first_seen_at = now() - interval '2 days'");
  expect(await backupOverdue(hub.pool, empty)).toBe(true);
});
