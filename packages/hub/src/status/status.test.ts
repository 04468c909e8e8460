import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { newId } from "@healthops/base/ids";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KnownDevices } from "../devices/known-devices.ts";
import { DeviceReports } from "../devices/device-reports.ts";
import { Vitals } from "../http/vitals.ts";
import { restRoutes } from "../doors/rest-routes.ts";
import type { Caller } from "../testing/rest-door.ts";
import { RestDoor } from "../testing/rest-door.ts";

let it: TestHub;
let door: RestDoor;
let site: string;
let owner: Caller;
let manager: Caller;
let admin: Caller;

beforeAll(async () => {
  it = await openTestHub();
  door = await RestDoor.open(it.hub, [restRoutes(it.hub)]);
  site = await addSite(it.hub, "Ankara");
  await addSite(it.hub, "Bursa");
  owner = await door.person("USER", site);
  manager = await door.person("MANAGER", site);
  admin = await door.person("ADMIN", null);
  const reports = new DeviceReports(it.hub.pool, it.hub.ports.clock, () => undefined);
  const devices = new KnownDevices(it.hub.pool, it.hub.ports.clock, { aDay: 9, atAll: 9 });
  for (const waiting of [2, 3]) {
    const replicaId = newId(it.hub.ports);
    await devices.admit(owner.personId, [replicaId]);
    reports.note({
      replicaId,
      personId: owner.personId,
      protocol: 1,
      schema: it.hub.schema.version,
      userAgent: null,
      status: { app: "0.1.0", waiting, rejected: 1, conflicts: 0 },
    });
  }
  // One that was never heard of again tells nothing of what waits on it.
  await devices.admit(owner.personId, [newId(it.hub.ports)]);
  await reports.idle();
});
afterAll(async () => {
  await door.close();
  await it.close();
});

describe("the state of things", () => {
  test("of the hub is for administrators", async () => {
    const { body } = await admin.get("/api/v1/hub/status");
    expect(body).toMatchObject({
      schemaVersion: it.hub.schema.version,
      epoch: it.hub.engine.epoch,
      database: { version: expect.stringMatching(/^18/), size_bytes: expect.any(Number) },
      devices: { known: 3, seenToday: 3, live: 0 },
      sessions: 3,
      errors: { count: 0, latest: [] },
      disk: null,
      audit: { sealLate_s: 0, sealTooLate: false, told: null },
    });
    expect(body["records"]).toContainEqual({ collection: "people", count: 3 });
    expect((await manager.get("/api/v1/hub/status")).status).toBe(403);
  });

  test("of the sites is for those who look after them", async () => {
    const { body } = await admin.get("/api/v1/hub/sites");
    expect(body["sites"]).toMatchObject([
      {
        siteId: site,
        name: "Ankara",
        people: 2,
        disabledPeople: 0,
        devices: 3,
        lastSyncAt: expect.any(String),
        waiting: 5,
        rejected: 2,
        openConflicts: 0,
        refusedOpen: 0,
      },
      { name: "Bursa", people: 0, devices: 0, lastSyncAt: null },
      { siteId: null, name: null, people: 1 },
    ]);
    const own = await manager.get("/api/v1/hub/sites");
    expect(own.body["sites"]).toMatchObject([{ siteId: site }]);
    expect((await owner.get("/api/v1/hub/sites")).status).toBe(403);
  });
});

test("rates are of the last full minute and the last fifteen", () => {
  let now_ms = 0;
  const facts = { version: "1", dataFolder: null };
  const vitals = new Vitals(facts, { now: () => now_ms });
  for (let minute = 0; minute < 20; minute++) {
    now_ms = minute * 60_000;
    vitals.pulled(minute);
  }
  expect(vitals.rate("pulls")).toEqual([1, 15]);
  expect(vitals.rate("rows")).toEqual([
    18,
    4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12 + 13 + 14 + 15 + 16 + 17 + 18,
  ]);
  for (let count = 0; count < 30; count++) {
    vitals.failed({ code: "internal_error", route: "GET /", requestId: String(count) });
  }
  expect([vitals.errorCount, vitals.errors.length, vitals.errors[0]?.requestId]).toEqual([
    30,
    20,
    "29",
  ]);
});
