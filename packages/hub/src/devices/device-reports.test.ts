import { newId } from "@healthops/base/ids";
import {
  addSite,
  create,
  hubActorOf,
  openTestHub,
  TestDevice,
} from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DeviceReports } from "./device-reports.ts";
import { KnownDevices } from "./known-devices.ts";
import { restRoutes } from "../doors/rest-routes.ts";
import type { Caller } from "../testing/rest-door.ts";
import { RestDoor } from "../testing/rest-door.ts";

const DEVICES = "/api/v1/devices";

let it: TestHub;
let door: RestDoor;
let site: string;
let owner: Caller;
let stranger: Caller;
let manager: Caller;
let admin: Caller;

beforeAll(async () => {
  it = await openTestHub();
  door = await RestDoor.open(it.hub, [restRoutes(it.hub)]);
  site = await addSite(it.hub, "Ankara");
  const elsewhere = await addSite(it.hub, "Bursa");
  owner = await door.person("USER", site);
  stranger = await door.person("USER", elsewhere);
  manager = await door.person("MANAGER", site);
  admin = await door.person("ADMIN", null);
});
afterAll(async () => {
  await door.close();
  await it.close();
});

/** A device that the hub let in. */
async function newDevice(caller: Caller): Promise<string> {
  const id = newId(it.hub.ports);
  const limits = { aDay: 100, atAll: 100 };
  await new KnownDevices(it.hub.pool, it.hub.ports.clock, limits).admit(caller.personId, [id]);
  return id;
}

const pulling = (replicaId: string, caller: Caller) => ({
  replicaId,
  personId: caller.personId,
  protocol: 1,
  schema: "abc",
  userAgent: null,
  status: null,
});

async function devices(caller: Caller, query = "") {
  const { status, body } = await caller.get(`${DEVICES}${query}`);
  expect(status).toBe(200);
  return body["devices"] as Record<string, unknown>[];
}

describe("sync health", () => {
  test("shows when a device last pushed and pulled, to those who look after it", async () => {
    const person = { personId: owner.personId, role: "USER" as const, duties: [], siteId: site };
    const actor = hubActorOf(it.hub, person);
    const device = new TestDevice(it.hub, actor);
    const id = newId(it.hub.ports);
    await device.push([create("site_cards", id, { siteId: site, title: "x" })]);
    expect(await devices(manager)).toMatchObject([
      {
        id: device.id,
        personId: owner.personId,
        siteId: site,
        protocol: 1,
        schemaVersion: it.hub.schema.version,
        lastPushAt: expect.any(String),
        lastPullAt: null,
        revokedAt: null,
      },
    ]);
    const times = new DeviceReports(it.hub.pool, it.hub.ports.clock, raise);
    times.note(pulling(device.id, owner));
    times.note(pulling(await newDevice(stranger), stranger));
    await times.idle();
    expect(await devices(manager)).toMatchObject([
      { lastPullAt: expect.any(String), schemaVersion: "abc" },
    ]);
    expect(await devices(admin)).toHaveLength(2);
    expect(await devices(admin, `?person=${stranger.personId}`)).toMatchObject([
      { lastPushAt: null, lastPullAt: expect.any(String) },
    ]);
    expect(await owner.get(DEVICES)).toMatchObject({ status: 403 });
  });

  test("comes in pages", async () => {
    const times = new DeviceReports(it.hub.pool, it.hub.ports.clock, raise);
    for (let count = 0; count < 3; count++) times.note(pulling(await newDevice(admin), admin));
    await times.idle();
    const all = await devices(admin);
    const first = await admin.get(`${DEVICES}?limit=2`);
    const rest = await devices(admin, `?after=${String(first.body["next"])}`);
    expect([...(first.body["devices"] as unknown[]), ...rest]).toEqual(all);
    for (const query of ["?after=x", "?limit=0", "?site=1", "?person=me"]) {
      expect((await admin.get(`${DEVICES}${query}`)).status).toBe(400);
    }
  });

  test("a pull is written down once a minute, and never for somebody else's device", async () => {
    let now_ms = 1_000_000;
    const times = new DeviceReports(it.hub.pool, { now: () => now_ms }, raise);
    const id = await newDevice(owner);
    const seen = async () => {
      await times.idle();
      const [device] = await devices(admin, `?person=${owner.personId}`).then((list) =>
        list.filter((each) => each["id"] === id),
      );
      return device?.["lastPullAt"];
    };
    times.note(pulling(id, owner));
    const first = await seen();
    now_ms += 59_000;
    times.note(pulling(id, owner));
    expect(await seen()).toBe(first);
    now_ms += 1_000;
    times.note(pulling(id, owner));
    const second = await seen();
    expect(second).not.toBe(first);
    now_ms += 60_000;
    times.note(pulling(id, stranger));
    expect(await seen()).toBe(second);
  });

  test("a time that cannot be written is reported and tried again", async () => {
    const faults: Error[] = [];
    let away = true;
    const times = new DeviceReports(
      {
        query: (statement, values) =>
          away ? Promise.reject(new Error("away")) : it.hub.pool.query(statement, values),
      },
      it.hub.ports.clock,
      (error) => void faults.push(error),
    );
    const id = await newDevice(admin);
    times.note(pulling(id, admin));
    await times.idle();
    expect(faults).toHaveLength(1);
    away = false;
    times.note(pulling(id, admin));
    await times.idle();
    expect((await devices(admin)).map((device) => device["id"])).toContain(id);
  });
});

function raise(error: Error): never {
  throw error;
}
