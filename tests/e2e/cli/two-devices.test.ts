import { present } from "@healthops/base/assert";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDemoDatabase } from "./support/demo-database.ts";
import type { Changed, Listed } from "./support/device.ts";
import { CommandDevice } from "./support/device.ts";
import type { HubProcess } from "./support/hub-process.ts";
import { startHubProcess } from "./support/hub-process.ts";

let database: TestDatabase;
let hub: HubProcess;
let manager: CommandDevice;
let admin: CommandDevice;

beforeAll(async () => {
  database = await createDemoDatabase();
  hub = await startHubProcess(database.connectionString);
  [manager, admin] = await Promise.all([
    CommandDevice.signedIn(hub.url, "ankara-manager"),
    CommandDevice.signedIn(hub.url, "admin"),
  ]);
  await sync();
}, 120_000);

afterAll(async () => {
  await manager.remove();
  await admin.remove();
  await hub.stop();
  await database.drop();
});

/** Both devices push and pull, and then pull what the other one pushed. */
async function sync(): Promise<void> {
  await manager.json(["sync"]);
  await admin.json(["sync"]);
  await manager.json(["sync"]);
}

async function notice(device: CommandDevice, id: string): Promise<Record<string, unknown>> {
  return await device.json(["get", "notices", id, "--offline"]);
}

test("two people work offline, edit one record, and settle what clashes", async () => {
  const { records } = await manager.json<Listed>(["list", "notices", "--search", "water"]);
  const [water] = records;
  const id = String(water?.["id"]);
  const siteId = String(water?.["siteId"]);

  // Add, edit and delete on both, offline.
  const add = (title: string) => [
    "add",
    "notices",
    `title=${title}`,
    `siteId=${siteId}`,
    "--offline",
  ];
  const ofManager = await manager.json<Changed>(add("By the manager"));
  const ofAdmin = await admin.json<Changed>(add("By the administrator"));
  expect([ofManager.state, ofAdmin.state]).toEqual(["waiting", "waiting"]);
  const spare = await manager.json<Changed>(add("Not for long"));
  await manager.json(["delete", "notices", present(spare.ids[0], "an id"), "--offline"]);

  // Different fields of one record: both stand [MRG2].
  await manager.json(["edit", "notices", id, "important=no", "--offline"]);
  await admin.json(["edit", "notices", id, "expiresOn=2030-01-31", "--offline"]);
  await sync();
  for (const device of [manager, admin]) {
    expect(await notice(device, id)).toMatchObject({ important: false, expiresOn: "2030-01-31" });
    const { records: all } = await device.json<Listed>(["list", "notices", "--search", "by the"]);
    expect(all.map(({ title }) => title).toSorted()).toEqual([
      "By the administrator",
      "By the manager",
    ]);
  }

  // The same field: a conflict with both values [MRG3, MRG5].
  await manager.json(["edit", "notices", id, "title=Water off on Sunday", "--offline"]);
  await admin.json(["edit", "notices", id, "title=Water off on Monday", "--offline"]);
  await sync();
  const { records: open } = await manager.json<Listed>(["conflicts"]);
  expect(open).toMatchObject([
    {
      recordId: id,
      kind: "fields",
      status: "open",
      mine: { title: "Water off on Monday" },
      theirs: { title: "Water off on Sunday" },
    },
  ]);
  expect((await notice(admin, id))["title"]).toBe("Water off on Sunday");

  // Resolved by one, seen by both.
  await manager.json(["resolve", String(open[0]?.["id"]), "mine"]);
  await sync();
  for (const device of [manager, admin]) {
    expect((await notice(device, id))["title"]).toBe("Water off on Monday");
    expect((await device.json<Listed>(["conflicts"])).records).toEqual([]);
  }

  expect(await auditOf(id)).toMatchObject([
    { version: 1, op: "create" },
    { version: 2, before: { important: true }, after: { important: false } },
    { version: 3, after: { expiresOn: "2030-01-31" } },
    { version: 4, after: { title: "Water off on Sunday" } },
    {
      version: 5,
      before: { title: "Water off on Sunday" },
      after: { title: "Water off on Monday" },
    },
  ]);
}, 180_000);

test("[PSH3] what the hub refuses stays on the device, with the reason, until it is corrected", async () => {
  const nowhere = "0191a000-0000-7000-8000-000000000001";
  const refused = await admin.run(["add", "notices", "title=Where", `siteId=${nowhere}`, "--json"]);
  expect(refused).toMatchObject({ status: 1 });
  expect(refused.stderr).toContain("siteId: refers to a record of sites that does not exist.");
  const { group, ids, state } = JSON.parse(refused.stdout) as Changed & { group: number };
  const id = present(ids[0], "an id");
  expect(state).toBe("rejected");
  const later = await admin.json<Changed>(["edit", "notices", id, "body=Somewhere"]);
  expect(later.state).toBe("held");
  expect(await admin.json(["status"])).toMatchObject({ rejected: 1, held: 1, waiting: 0 });

  const corrected = await admin.json<Changed>(["correct", String(group), "siteId="]);
  expect(corrected.state).toBe("accepted");
  expect(await admin.json(["status"])).toMatchObject({ rejected: 0, held: 0, waiting: 0 });
  expect(await notice(admin, id)).toMatchObject({
    title: "Where",
    body: "Somewhere",
    siteId: null,
    version: 2,
  });
}, 120_000);

/** The record's entries in the audit, as a manager reads it over the API; oldest first. */
async function auditOf(record: string): Promise<readonly { version: number }[]> {
  const signIn = await fetch(`${hub.url}/api/v1/auth/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "ankara-manager", password: "healthops-demo" }),
  });
  const { accessToken } = (await signIn.json()) as { accessToken: string };
  const answer = await fetch(`${hub.url}/api/v1/audit?record=${record}`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const { entries } = (await answer.json()) as { entries: { version: number }[] };
  return entries.toSorted((a, b) => a.version - b.version);
}
