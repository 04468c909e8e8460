import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { present } from "@healthops/base/assert";
import { openPool } from "@healthops/hub/database/pool";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDemoDatabase } from "./support/demo-database.ts";
import type { Changed, Listed } from "./support/device.ts";
import { CommandDevice } from "./support/device.ts";
import type { HubProcess } from "./support/hub-process.ts";
import { startHubProcess } from "./support/hub-process.ts";

let database: TestDatabase;
let hub: HubProcess;
const devices: CommandDevice[] = [];

beforeAll(async () => {
  database = await createDemoDatabase();
  hub = await startHubProcess(database.connectionString);
}, 120_000);

afterAll(async () => {
  for (const device of devices) await device.remove();
  await hub.stop();
  await database.drop();
});

async function signedIn(): Promise<CommandDevice> {
  const device = await CommandDevice.signedIn(hub.url, "ankara-manager");
  devices.push(device);
  await device.json(["sync"]);
  return device;
}

/** The whole folder, as `cp -a` or a backup has it. */
async function copyOf(device: CommandDevice): Promise<CommandDevice> {
  const folder = await mkdtemp(path.join(tmpdir(), "healthops-device-"));
  await rm(folder, { recursive: true });
  await cp(device.folder, folder, { recursive: true, preserveTimestamps: true });
  const copy = CommandDevice.at(folder);
  devices.push(copy);
  return copy;
}

interface Told {
  readonly replicaId: string;
  readonly waiting: number;
  readonly rejected: number;
  readonly conflicts: number;
  readonly copied?: boolean;
}

const statusOf = (device: CommandDevice): Promise<Told> => device.json(["status", "--offline"]);
const note = (text: string): string[] => [`note=${text}`, "--offline"];

async function employees(device: CommandDevice, count: number): Promise<readonly string[]> {
  const { records } = await device.json<Listed>(["list", "employees", "--limit", String(count)]);
  return records.map(({ id }) => String(id));
}

/** What the hub itself has for the note of an employee. */
async function noteAtHub(id: string): Promise<unknown> {
  const pool = openPool(database.connectionString, 1);
  try {
    const { rows } = await pool.query("select note from data.employees where id = $1", [id]);
    return present(rows[0], "there is such an employee")["note"];
  } finally {
    await pool.end();
  }
}

test("[PSH4] the folder of a device is copied, both edit: both edits reach the hub, the copy is told", async () => {
  const a = await signedIn();
  const [one = "", two = "", three = ""] = await employees(a, 3);
  await a.json(["edit", "employees", one, "note=before the copy"]);
  const b = await copyOf(a);
  await a.json(["edit", "employees", two, ...note("typed on the first computer")]);
  await b.json(["edit", "employees", three, ...note("typed on the second computer")]);
  await a.json(["sync"]);
  const synced = await b.run(["sync"]);
  expect(synced).toMatchObject({ status: 0 });
  expect(synced.stdout).toContain("1 sent");
  expect(synced.stderr).toContain("a copy of another one, now a device of its own");
  expect(await noteAtHub(two)).toBe("typed on the first computer");
  expect(await noteAtHub(three)).toBe("typed on the second computer");
  const [ofA, ofB] = [await statusOf(a), await statusOf(b)];
  expect(ofB).toMatchObject({ waiting: 0, rejected: 0, conflicts: 0, copied: true });
  expect(ofB.replicaId).not.toBe(ofA.replicaId);
  expect(await b.json(["get", "employees", three, "--offline"])).toMatchObject({
    note: "typed on the second computer",
  });
  // Both go on, and what the person signs in with on the copy is a session of its own.
  await a.json(["edit", "employees", one, "note=a again"]);
  const again = ["sign-in", "--hub", hub.url, "--user", "ankara-manager", "--password-stdin"];
  await b.json(again, "healthops-demo\n");
  expect(await statusOf(b)).toMatchObject({ copied: false });
  await b.json(["edit", "employees", two, "note=b again"]);
  await a.json(["sync"]);
  expect(await noteAtHub(one)).toBe("a again");
  expect(await noteAtHub(two)).toBe("b again");
}, 240_000);

test("[PSH4] what waited in both is done once; a copy of the copy and an older state lose nothing", async () => {
  const a = await signedIn();
  const [one = "", two = ""] = await employees(a, 2);
  const site = await a.json<{ siteId: string }>(["get", "employees", one, "--offline"]);
  const added = ["title=Before the copy", `siteId=${site.siteId}`, "--offline"];
  const { ids } = await a.json<Changed>(["add", "notices", ...added]);
  const b = await copyOf(a);
  await b.json(["edit", "employees", two, ...note("only in the copies")]);
  const c = await copyOf(b);
  await c.json(["edit", "employees", one, ...note("only in the copy of the copy")]);
  for (const device of [b, a, c]) await device.json(["sync"]);
  for (const device of [a, b, c]) {
    await device.json(["sync"]);
    expect(await statusOf(device)).toMatchObject({ waiting: 0, rejected: 0, conflicts: 0 });
    const shown = await device.json(["get", "notices", present(ids[0], "an id"), "--offline"]);
    expect(shown).toMatchObject({ title: "Before the copy", version: 1 });
    expect(await device.json(["get", "employees", two, "--offline"])).toMatchObject({
      note: "only in the copies",
    });
  }
  expect(await noteAtHub(one)).toBe("only in the copy of the copy");
  // An older state of a device is put back in its place, and goes on.
  const older = await copyOf(a);
  await a.json(["edit", "employees", one, "note=after the backup"]);
  await older.json(["edit", "employees", two, ...note("on the older state")]);
  await older.json(["sync"]);
  expect(await noteAtHub(two)).toBe("on the older state");
  expect(await older.json(["get", "employees", one, "--offline"])).toMatchObject({
    note: "after the backup",
  });
}, 240_000);

test("[PSH4] copies that run at once: nothing that one of them says is sent is missing", async () => {
  const a = await signedIn();
  const copies = [a, await copyOf(a), await copyOf(a)];
  const ids = await employees(a, copies.length);
  await Promise.all(
    copies.map((copy, at) => copy.json(["edit", "employees", ids[at] ?? "", `note=at once ${at}`])),
  );
  for (const [at, copy] of copies.entries()) {
    await copy.json(["sync"]);
    expect(await statusOf(copy)).toMatchObject({ waiting: 0, rejected: 0 });
    expect(await noteAtHub(ids[at] ?? "")).toBe(`at once ${at}`);
  }
}, 240_000);
