import { readdir } from "node:fs/promises";
import { DEMO_PASSWORD } from "@healthops/hub/people/password-rules";
import type { Device } from "@healthops/protocol/wire/admin";
import type { Tokens } from "@healthops/protocol/wire/auth";
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

const theDevice = async (): Promise<Device> => {
  const { devices } = await ask<{ devices: Device[] }>("GET", "devices");
  const own = devices.find(({ username }) => username === "ankara-manager");
  if (own === undefined) throw new Error("the hub knows the device");
  return own;
};

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
  await ask("POST", `devices/${id}/wipe`);
  const wiped = await device.run(["sync"]);
  expect(wiped.status).not.toBe(0);
  expect(wiped.stderr).toContain("erase its data");
  expect((await readdir(device.folder)).filter((file) => file.includes("sqlite"))).toEqual([]);
  expect(await theDevice()).toMatchObject({ id, state: "wiped", lostChanges: 1 });
  const { events } = await ask<{ events: unknown[] }>("GET", "audit/events?kind=device_wiped");
  expect(events).toMatchObject([{ detail: { device: id, lostChanges: 1 } }]);
  // the hub's jobs run beside all of this
  const { jobs, running } = await ask<{ running: boolean; jobs: unknown[] }>("GET", "jobs");
  expect({ running, jobs }).toMatchObject({ running: true, jobs: expect.any(Array) });
}, 120_000);
