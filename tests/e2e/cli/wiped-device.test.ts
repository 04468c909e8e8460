import { copyFile, readdir } from "node:fs/promises";
import path from "node:path";
import { DEMO_PASSWORD } from "@healthops/hub/people/password-rules";
import type { Device } from "@healthops/protocol/wire/admin";
import type { Tokens } from "@healthops/protocol/wire/auth";
import { keepCopy } from "@healthops/replica/node/copies";
import { beginErasure } from "@healthops/replica/node/erase-database";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDemoDatabase } from "./support/demo-database.ts";
import { CommandDevice } from "./support/device.ts";
import type { HubProcess } from "./support/hub-process.ts";
import { startHubProcess } from "./support/hub-process.ts";

let database: TestDatabase;
let hub: HubProcess;
let device: CommandDevice;
let token: string;

beforeAll(async () => {
  database = await createDemoDatabase();
  hub = await startHubProcess(database.connectionString);
  device = await CommandDevice.signedIn(hub.url, "ankara-manager");
  const credentials = { username: "admin", password: DEMO_PASSWORD };
  const tokens = await ask<Tokens>("POST", "auth/sign-in", credentials);
  token = tokens.accessToken;
}, 120_000);

afterAll(async () => {
  await device.remove();
  await hub.stop();
  await database.drop();
});

async function ask<T>(method: string, address: string, body?: unknown): Promise<T> {
  const response = await fetch(`${hub.url}/api/v1/${address}`, {
    method,
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

const deviceOf = async (person: string): Promise<Device> => {
  const { devices } = await ask<{ devices: Device[] }>("GET", "devices");
  const own = devices.find(({ username }) => username === person);
  if (own === undefined) throw new Error("the hub knows the device");
  return own;
};
const theDevice = (): Promise<Device> => deviceOf("ankara-manager");

const sqliteFiles = async ({ folder }: CommandDevice): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => name.includes("sqlite"));

test("a device that is revoked keeps its changes; one that is wiped loses all, and the hub knows how many", async () => {
  await device.json(["sync"]);
  const { id, appVersion, waiting, name } = await theDevice();
  expect({ appVersion, waiting, name }).toEqual({
    appVersion: expect.stringMatching(/^\d+\.\d+\.\d+/),
    waiting: 0,
    name: expect.any(String),
  });
  const add = ["add", "notices", "title=Never sent", "--offline"];
  const { siteId } = await theDevice();
  await device.json([...add, `siteId=${siteId}`]);

  await ask("POST", `devices/${id}/revoke`, { reason: "lost" });
  const revoked = await device.run(["sync"]);
  expect(revoked.status).not.toBe(0);
  expect(revoked.stderr).toContain("revoked");
  expect(await device.json(["status", "--offline"])).toMatchObject({ waiting: 1 });

  await ask("POST", `devices/${id}/allow`);
  const args = ["sign-in", "--user", "ankara-manager", "--password-stdin"];
  await device.json(args, `${DEMO_PASSWORD}\n`);
  const file = path.join(device.folder, "replica.sqlite");
  await keepCopy(file, new Date());
  await keepCopy(file, new Date());
  await copyFile(file, `${file}.chosen`);
  await ask("POST", `devices/${id}/wipe`);
  const wiped = await device.run(["sync"]);
  expect(wiped.status).not.toBe(0);
  expect(wiped.stderr).toContain("erase its data");
  // Nothing that holds data, and no copy to bring it back from: only the note that says so.
  expect(await sqliteFiles(device)).toEqual(["replica.sqlite.erased"]);
  expect((await device.run(["rollback"])).stderr).toContain("was erased");
  expect(await theDevice()).toMatchObject({ id, state: "wiped", lostChanges: 1 });
  const { events } = await ask<{ events: unknown[] }>("GET", "audit/events?kind=device_wiped");
  expect(events).toMatchObject([{ detail: { device: id, lostChanges: 1 } }]);
  expect((await device.run(["list", "notices", "--offline"])).stderr).toContain("sign");
  // the hub's jobs run beside all of this
  const { jobs, running } = await ask<{ running: boolean; jobs: unknown[] }>("GET", "jobs");
  expect({ running, jobs }).toMatchObject({ running: true, jobs: expect.any(Array) });
}, 120_000);

test("[DEV3] an erasure that was cut goes on at the next start, without the hub", async () => {
  const other = await CommandDevice.signedIn(hub.url, "istanbul-manager");
  try {
    await other.json(["sync"]);
    const file = path.join(other.folder, "replica.sqlite");
    await keepCopy(file, new Date());
    await beginErasure(file);
    expect((await other.run(["rollback", "--offline"])).stderr).toContain("was erased");
    expect(await other.json(["status", "--offline"])).toMatchObject({ signedIn: null });
    const names = await readdir(other.folder);
    expect(names.filter((name) => name.includes(".before-"))).toEqual([]);
    const args = ["sign-in", "--user", "istanbul-manager", "--password-stdin"];
    await other.json(args, `${DEMO_PASSWORD}\n`);
    expect(await other.json(["sync"])).toMatchObject({ pulled: expect.any(Number) });
    expect((await other.run(["rollback", "--offline"])).stderr).toContain("no copy");
    await keepCopy(file, new Date());
    const { siteId } = await deviceOf("istanbul-manager");
    await other.json(["add", "notices", "title=Never sent", `siteId=${siteId}`, "--offline"]);
    expect((await other.run(["sign-out", "--erase"])).stderr).toContain("--discard-unsent");
    await other.json(["sign-out", "--erase", "--discard-unsent"]);
    expect(await sqliteFiles(other)).toEqual(["replica.sqlite.erased"]);
    expect((await other.run(["rollback", "--offline"])).stderr).toContain("was erased");
  } finally {
    await other.remove();
  }
}, 120_000);
