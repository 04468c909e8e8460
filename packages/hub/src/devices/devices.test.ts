import { newId } from "@healthops/base/ids";
import { addSite, applied, create, openTestHub, update } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import type { OpenHubServer } from "../doors/hub-server.ts";
import {
  TEST_PASSWORD,
  addTestPerson,
  call,
  codes,
  listeningServer,
  pushOf,
  signIn,
  versionsOf,
} from "../testing/server-fixture.ts";
import { tidyPeopleTables } from "../people/housekeeping.ts";

let it: TestHub;
let server: OpenHubServer;
let url: string;
let ankara: string;
const ids = new Map<string, string>();
const tokens = new Map<string, string>();

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub));
  ankara = await addSite(it.hub, "Ankara");
  const bursa = await addSite(it.hub, "Bursa");
  for (const [name, role, site] of [
    ["root", "ADMIN", null],
    ["boss", "MANAGER", ankara],
    ["other", "MANAGER", bursa],
    ["ada", "USER", ankara],
  ] as const) {
    ids.set(name, await addTestPerson(it.hub, name, role, site));
    tokens.set(name, (await signIn(server, name)).accessToken);
  }
});
afterAll(async () => {
  await server.close();
  await it.close();
});
beforeEach(() => it.hub.pool.query("delete from hub.sign_in_attempts"));

const as = (name: string, method: string, path: string, body?: unknown) =>
  call(`${url}/api/v1/${path}`, method, tokens.get(name) ?? null, body);
const post = (path: string, token: string | null, body: unknown, headers = {}) =>
  call(`${url}/api/v1/${path}`, "POST", token, body, headers);

interface Device {
  readonly id: string;
  readonly access: string;
  readonly refresh: string;
}

/** Somebody's device that has signed in. */
async function deviceOf(username: string): Promise<Device> {
  const id = newId(it.hub.ports);
  const { body } = await enter(username, id);
  return { id, access: String(body["accessToken"]), refresh: String(body["refreshToken"]) };
}

const enter = (username: string, replicaId: string) =>
  post("auth/sign-in", null, { username, password: TEST_PASSWORD, replicaId });

const pull = (device: Device, token = device.access, status?: string) =>
  post(
    "sync/pull",
    token,
    { ...versionsOf(it.hub), replicaId: device.id, epoch: null, positions: {} },
    {
      "user-agent": "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140.0 Safari/537.36",
      ...(status === undefined ? {} : { "healthops-device": status }),
    },
  );

const push = (device: Device) => {
  const fields = { siteId: ankara, title: "x" };
  const mutation = create("site_cards", newId(it.hub.ports), fields);
  return post("sync/push", device.access, pushOf(it.hub, device.id, mutation));
};

const shown = async (device: Device) => (await as("root", "GET", `devices/${device.id}`)).body;

describe("a device", () => {
  test("[DEV1] is shown with what it told of itself, at once when that changed", async () => {
    const device = await deviceOf("ada");
    await pull(device, device.access, "app=0.1.0 waiting=3 rejected=1 conflicts=0");
    await pull(device, device.access, "app=0.1.0 waiting=2 rejected=1 conflicts=0");
    await pull(device);
    await expect
      .poll(() => shown(device))
      .toMatchObject({
        name: "Chrome · Windows",
        appVersion: "0.1.0",
        waiting: 2,
        rejected: 1,
        conflicts: 0,
        schemaCurrent: true,
        sessions: 1,
        state: "active",
        mayRevoke: true,
        mayWipe: true,
      });
    const list = await as("boss", "GET", `devices?person=${ids.get("ada")}`);
    expect(list.body).toMatchObject({ devices: [{ id: device.id, mayWipe: false }] });
    expect((await as("other", "GET", "devices")).body).toEqual({ devices: [], next: null });
    expect(codes(await as("other", "GET", `devices/${device.id}`))).toEqual([
      404,
      "unknown_device",
    ]);
    expect(codes(await as("ada", "GET", "devices"))).toEqual([403, "not_permitted"]);
  });

  test("[DEV2] that is revoked is served nowhere, until it is allowed again", async () => {
    const device = await deviceOf("ada");
    expect((await push(device)).status).toBe(200);
    const reason = { reason: "left in a taxi" };
    const revoked = await as("boss", "POST", `devices/${device.id}/revoke`, reason);
    expect(revoked.body).toMatchObject({
      state: "revoked",
      sessions: 0,
      revokedBy: ids.get("boss"),
    });
    const refused = [403, "device_revoked"];
    expect(codes(await pull(device))).toEqual(refused);
    expect(codes(await post("auth/refresh", null, { refreshToken: device.refresh }))).toEqual(
      refused,
    );
    expect(codes(await enter("ada", device.id))).toEqual(refused);
    // nor by another session of the same person
    const { accessToken } = await signIn(server, "ada");
    expect(codes(await pull(device, accessToken))).toEqual(refused);
    expect(codes(await push({ ...device, access: accessToken }))).toEqual(refused);
    expect(
      (await post("auth/sign-in", null, { username: "ada", password: TEST_PASSWORD })).status,
    ).toBe(200);
    expect((await as("root", "POST", `devices/${device.id}/allow`)).body).toMatchObject({
      state: "active",
    });
    const back = await enter("ada", device.id);
    expect((await pull(device, String(back.body["accessToken"]))).status).toBe(200);
    const { body } = await as("root", "GET", "audit/events?limit=5");
    const kinds = (body["events"] as { kind: string; detail: unknown }[]).map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(["device_allowed", "device_revoked", "signed_in"]),
    );
  });

  test("[DEV3] that is to be wiped is told so with a receipt, and its last word is kept", async () => {
    const device = await deviceOf("ada");
    await pull(device, device.access, "app=0.1.0 waiting=4 rejected=0 conflicts=0");
    await expect.poll(async () => (await shown(device))["waiting"]).toBe(4);
    expect(codes(await as("boss", "POST", `devices/${device.id}/wipe`, {}))).toEqual([
      403,
      "not_permitted",
    ]);
    const ordered = await as("root", "POST", `devices/${device.id}/wipe`, {});
    expect(ordered.body).toMatchObject({ state: "wipe_ordered", waiting: 4, wipeToldAt: null });
    const told = await post("auth/refresh", null, { refreshToken: device.refresh });
    expect(codes(told)).toEqual([403, "device_wiped"]);
    expect(codes(await pull(device))).toEqual([403, "device_wiped"]);
    expect(codes(await enter("ada", device.id))).toEqual([403, "device_wiped"]);
    expect(codes(await as("root", "POST", `devices/${device.id}/allow`))).toEqual([
      409,
      "device_wiped",
    ]);
    const word = { receipt: told.body["receipt"], lostChanges: 5 };
    const wrong = { ...word, receipt: "x".repeat(32) };
    expect(codes(await post(`devices/${device.id}/wiped`, null, wrong))).toEqual([
      404,
      "unknown_device",
    ]);
    expect((await post(`devices/${device.id}/wiped`, null, word)).status).toBe(204);
    expect(
      (await post(`devices/${device.id}/wiped`, null, { ...word, lostChanges: 9 })).status,
    ).toBe(204);
    expect(await shown(device)).toMatchObject({
      state: "wiped",
      lostChanges: 5,
      wipeToldAt: expect.any(String),
      wipedAt: expect.any(String),
      mayWipe: false,
    });
    const { body } = await as("root", "GET", "audit/events?kind=device_wiped");
    expect(body["events"]).toMatchObject([
      { detail: { device: device.id, lostChanges: 5, waiting: 4 } },
    ]);
  });

  test("a wipe that was not told yet can be taken back", async () => {
    const device = await deviceOf("ada");
    await push(device);
    await as("root", "POST", `devices/${device.id}/wipe`, {});
    const back = await as("root", "POST", `devices/${device.id}/allow`, {});
    expect(back.body).toMatchObject({ state: "active", wipeOrderedAt: null });
  });

  test("that was away for months is still known when it comes to be wiped", async () => {
    const device = await deviceOf("ada");
    await push(device);
    await as("root", "POST", `devices/${device.id}/wipe`, {});
    await it.hub.pool.query(
      `update hub.sessions set revoked_at = now() - interval '90 days' where replica_id = $1`,
      [device.id],
    );
    await tidyPeopleTables(it.hub.pool);
    const told = await post("auth/refresh", null, { refreshToken: device.refresh });
    expect(codes(told)).toEqual([403, "device_wiped"]);
  });

  test("loses its live channel when it is revoked", async () => {
    const device = await deviceOf("ada");
    await push(device);
    const socket = new WebSocket(`${url.replace("http", "ws")}/api/v1/sync/live`);
    const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    const hello = {
      type: "hello",
      ...versionsOf(it.hub),
      replicaId: device.id,
      token: device.access,
    };
    const seated = new Promise((resolve) => socket.addEventListener("message", resolve));
    socket.send(JSON.stringify(hello));
    await seated;
    await as("root", "POST", `devices/${device.id}/revoke`, {});
    expect(await closed).toMatchObject({ code: 4403, reason: "device_revoked" });
  });
});

describe("what a device wanted and the hub refused", () => {
  test("is shown to those who look after its person, its content to those who may see it", async () => {
    const device = await deviceOf("ada");
    const mutations = [
      create("site_cards", newId(it.hub.ports), { siteId: ankara }),
      create("samples", newId(it.hub.ports), { ownerId: ids.get("ada") ?? "", title: 7 }),
    ];
    for (const [index, mutation] of mutations.entries()) {
      const { body } = await post(
        "sync/push",
        device.access,
        pushOf(it.hub, device.id, mutation, index + 1),
      );
      expect(body["receipts"]).toMatchObject([{ status: "rejected" }]);
    }
    const refused = async (name: string) =>
      (await as(name, "GET", `refused?device=${device.id}`)).body["refused"];
    await expect.poll(async () => ((await refused("boss")) as unknown[]).length).toBe(2);
    expect(await refused("boss")).toMatchObject([
      { seq: 2, mutations: [{ withheld: true, fields: null, code: "invalid_record" }] },
      {
        deviceId: device.id,
        personId: ids.get("ada"),
        siteId: ankara,
        seq: 1,
        mutations: [
          { collection: "site_cards", op: "create", withheld: false, fields: { siteId: ankara } },
        ],
      },
    ]);
    expect(await refused("other")).toEqual([]);
    expect(codes(await as("ada", "GET", "refused"))).toEqual([403, "not_permitted"]);
  });

  test("[PUL4] an edit that comes from somebody who left the site is shown to the site's manager", async () => {
    const { pool } = it.hub;
    const personId = await addTestPerson(it.hub, "eve", "USER", ankara);
    const device = await deviceOf("eve");
    const card = create("site_cards", newId(it.hub.ports), { siteId: ankara, title: "x" });
    await post("sync/push", device.access, pushOf(it.hub, device.id, card));
    const { rows } = await pool.query(
      `select p.version, (select id from data.sites where name = 'Bursa') as bursa
        from data.people p where p.id = $1`,
      [personId],
    );
    const { version, bursa } = rows[0] as { version: number; bursa: string };
    await applied(it.hub, SYSTEM_ACTOR, update("people", personId, version, { siteId: bursa }));
    await expect
      .poll(async () => (await call(`${url}/api/v1/auth/me`, "GET", device.access)).body["siteId"])
      .toBe(bursa);
    const edit = update("site_cards", card.id, 1, { title: "typed on the way" });
    await post("sync/push", device.access, pushOf(it.hub, device.id, edit, 2));
    const refused = async (name: string) =>
      (await as(name, "GET", `refused?device=${device.id}`)).body["refused"];
    await expect
      .poll(() => refused("boss"))
      .toMatchObject([
        { personId, mutations: [{ withheld: false, fields: { title: "typed on the way" } }] },
      ]);
    expect(await refused("other")).toMatchObject([
      { mutations: [{ withheld: true, fields: null }] },
    ]);
  });
});
