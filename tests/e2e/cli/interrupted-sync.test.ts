import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openCuttingProxy } from "./support/cutting-proxy.ts";
import { createDemoDatabase } from "./support/demo-database.ts";
import { CommandDevice } from "./support/device.ts";
import { HubBooks } from "./support/hub-books.ts";
import type { HubProcess } from "./support/hub-process.ts";
import { startHubProcess } from "./support/hub-process.ts";
import { recordsOn, workOffline } from "./support/offline-work.ts";

const CHANGES = 10_000;
const PATIENCE_ms = 240_000;

let database: TestDatabase;
let books: HubBooks;
let hub: HubProcess;
let device: CommandDevice;

beforeEach(async () => {
  database = await createDemoDatabase();
  books = new HubBooks(database.connectionString);
  hub = await startHubProcess(database.connectionString);
  device = await CommandDevice.signedIn(hub.url, "ankara1");
}, PATIENCE_ms);

afterEach(async () => {
  await device.remove();
  await hub.stop();
  await books.close();
  await database.drop();
});

/** Nothing lost, nothing twice: the device and the hub hold the same, each change was made once. */
async function expectAllOnce(ids: readonly string[]): Promise<void> {
  expect(await books.receipts()).toBe(ids.length);
  expect(await books.changesOf(ids)).toBe(ids.length);
  const atHub = await books.recordsOf("exercises", "ankara1");
  expect(await recordsOn(device.folder, "exercises")).toEqual(atHub);
  const there = new Set(atHub);
  expect(ids.filter((id) => !there.has(`${id} v1`))).toEqual([]);
  expect(await device.json(["status"])).toMatchObject({ waiting: 0, rejected: 0, conflicts: 0 });
}

test(
  "[PSH1] a hub killed in the middle of a push of 10,000 changes loses none and repeats none",
  async () => {
    const ids = await workOffline(device.folder, CHANGES);
    const sync = device.start(["sync"]);
    expect(await books.inTheMiddle(CHANGES)).toBeLessThan(CHANGES);
    await hub.kill();
    const broken = await sync.ended;
    expect(broken).toMatchObject({ status: 1, stdout: "" });
    expect(broken.stderr).toMatch(/hub cannot be reached/);
    expect(broken.stderr).not.toMatch(/\n\s+at /);

    hub = await startHubProcess(database.connectionString, ["--port", String(hub.port)]);
    await device.json(["sync"]);
    await expectAllOnce(ids);
  },
  PATIENCE_ms,
);

test(
  "[PSH1] a device killed in the middle of a push of 10,000 changes loses none and repeats none",
  async () => {
    const ids = await workOffline(device.folder, CHANGES);
    const sync = device.start(["sync"]);
    expect(await books.inTheMiddle(CHANGES)).toBeLessThan(CHANGES);
    sync.process.kill("SIGKILL");
    await sync.ended;

    await device.json(["sync"]);
    await expectAllOnce(ids);
  },
  PATIENCE_ms,
);

test(
  "[PUL2] a network cut in the middle of a pull shows nothing by halves, and the next sync completes it",
  async () => {
    await workOffline(device.folder, CHANGES);
    await device.json(["sync"]);
    const network = await openCuttingProxy(hub.port);
    const whole = await CommandDevice.signedIn(network.url, "ankara1");
    const before = network.received;
    await whole.json(["sync"]);
    const size = network.received - before;

    const cut = await CommandDevice.signedIn(network.url, "ankara1");
    network.cutAfter(Math.floor(size * 0.6));
    const broken = await cut.run(["sync"]);
    expect(broken).toMatchObject({ status: 1, stdout: "" });
    expect(broken.stderr).toMatch(/hub cannot be reached/);
    for (const collection of ["exercises", "meals", "people"]) {
      expect(await recordsOn(cut.folder, collection)).toEqual([]);
    }

    network.mend();
    await cut.json(["sync"]);
    const atHub = await books.recordsOf("exercises", "ankara1");
    expect(await recordsOn(cut.folder, "exercises")).toEqual(atHub);
    expect(await recordsOn(cut.folder, "meals")).toEqual(await books.recordsOf("meals", "ankara1"));

    await network.close();
    await whole.remove();
    await cut.remove();
  },
  PATIENCE_ms,
);
