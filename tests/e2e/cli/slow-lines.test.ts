import type { LineFaults, SlowLine } from "@healthops/testing/network/slow-line";
import { openSlowLine } from "@healthops/testing/network/slow-line";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDemoDatabase } from "./support/demo-database.ts";
import { CommandDevice } from "./support/device.ts";
import type { HubProcess } from "./support/hub-process.ts";
import { startHubProcess } from "./support/hub-process.ts";

let database: TestDatabase;
let hub: HubProcess;

beforeAll(async () => {
  database = await createDemoDatabase("full");
  hub = await startHubProcess(database.connectionString);
}, 120_000);

afterAll(async () => {
  await hub.stop();
  await database.drop();
});

/** The first sync of a new device over a line with these faults, in one go. */
async function firstSync(faults: LineFaults): Promise<{ line: SlowLine; pulled: number }> {
  const line = await openSlowLine(hub.port, faults);
  const device = await CommandDevice.signedIn(line.url, "ankara-manager");
  try {
    const { pulled } = await device.json<{ pulled: number }>(["sync"]);
    return { line, pulled };
  } finally {
    await device.remove();
    await line.close();
  }
}

test("[PUL9] a first sync over a line that is cut every 60 KB ends, and asks for little of it twice", async () => {
  const quiet = await firstSync({});
  expect(quiet.line.fromHub).toBeGreaterThan(120_000);
  const cut = await firstSync({ cutEvery_bytes: 60_000 });
  expect(cut.pulled).toBe(quiet.pulled);
  expect(cut.line.cuts).toBeGreaterThan(1);
  expect(cut.line.fromHub).toBeLessThan(quiet.line.fromHub * 1.3);
}, 240_000);
