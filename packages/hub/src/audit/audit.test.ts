import { newId } from "@healthops/base/ids";
import {
  addSite,
  applied,
  create,
  openTestHub,
  remove,
  submitOne,
  TestDevice,
  update,
} from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import type { HubActor } from "../hub-actor.ts";
import { restRoutes } from "../doors/rest-routes.ts";
import type { Answer, Caller } from "../testing/rest-door.ts";
import { RestDoor } from "../testing/rest-door.ts";
import { seal } from "./seal.ts";

const AUDIT = "/api/v1/audit";

interface Entry {
  readonly recordId: string;
  readonly collection: string;
  readonly version: number;
  readonly withheld: boolean;
}

let it: TestHub;
let door: RestDoor;
let ankara: string;
let bursa: string;
let owner: Caller;
let ankaraManager: Caller;
let bursaManager: Caller;
let admin: Caller;
let card: string;
let secret: string;

beforeAll(async () => {
  it = await openTestHub();
  door = await RestDoor.open(it.hub, [restRoutes(it.hub)]);
  ankara = await addSite(it.hub, "Ankara");
  bursa = await addSite(it.hub, "Bursa");
  owner = await door.person("USER", ankara);
  ankaraManager = await door.person("MANAGER", ankara);
  bursaManager = await door.person("MANAGER", bursa);
  admin = await door.person("ADMIN", null);
  card = newId(it.hub.ports);
  secret = newId(it.hub.ports);
  await applied(it.hub, SYSTEM_ACTOR, create("site_cards", card, { siteId: ankara, title: "a" }));
  await owner.patch(`/api/v1/sample/site_cards/${card}`, { title: "b" });
  await applied(it.hub, SYSTEM_ACTOR, update("site_cards", card, 2, { siteId: bursa }));
  await applied(it.hub, SYSTEM_ACTOR, remove("site_cards", card, 3));
  await owner.post("/api/v1/sample/samples", {
    id: secret,
    ownerId: owner.personId,
    title: "private",
  });
});
afterAll(async () => {
  await door.close();
  await it.close();
});

function entries({ status, body }: Answer): Entry[] {
  expect(status).toBe(200);
  return body["entries"] as Entry[];
}

async function audit(caller: Caller, parameters: Record<string, string> = {}): Promise<Entry[]> {
  return entries(await caller.get(`${AUDIT}?${new URLSearchParams(parameters).toString()}`));
}

/** What the audit says of a record, as a list and as a file. */
async function read(reader: Caller, record: string): Promise<string> {
  return JSON.stringify([
    await audit(reader, { record }),
    (await reader.inject({ method: "GET", url: `${AUDIT}/export?record=${record}` })).body,
  ]);
}

describe("audit", () => {
  test("is not for users, and nobody changes it", async () => {
    expect(await owner.get(AUDIT)).toMatchObject({ status: 403, body: { code: "not_permitted" } });
    expect((await admin.delete(AUDIT)).status).toBe(405);
    const rewriting = it.hub.pool.query("update hub.history set person_id = null");
    await expect(rewriting).rejects.toThrow("append-only");
  });

  test("shows a manager the changes of their site, and only that a record left it", async () => {
    const seen = await audit(ankaraManager, { record: card });
    expect(seen).toMatchObject([
      { version: 3, op: "update", withheld: true, before: null, after: null },
      { version: 2, withheld: false, personId: owner.personId, after: { title: "b" } },
      { version: 1, op: "create", personId: null, after: { title: "a" } },
    ]);
    expect(await audit(bursaManager, { record: card })).toMatchObject([
      { version: 4, op: "delete" },
      { version: 3, after: { siteId: bursa } },
    ]);
    expect(await audit(ankaraManager, { record: secret })).toEqual([]);
    const collections = new Set((await audit(ankaraManager)).map((entry) => entry.collection));
    expect([...collections].toSorted()).toEqual(["people", "site_cards"]);
  });

  test("shows an administrator that everything changed, but no content outside their scopes", async () => {
    expect(await audit(admin, { record: card })).toHaveLength(4);
    expect(await audit(admin, { record: secret })).toMatchObject([
      { op: "create", personId: owner.personId, withheld: true, before: null, after: null },
    ]);
  });

  test("shows content of what its owner shares with managers, only while they share it", async () => {
    const shared = newId(it.hub.ports);
    const at = `/api/v1/sample/samples/${shared}`;
    const fields = { id: shared, ownerId: owner.personId, siteId: ankara, title: "private" };
    await owner.post("/api/v1/sample/samples", fields);
    await owner.patch(at, { title: "shown", shared: true });
    await owner.patch(at, { shared: false });
    await owner.patch(at, { title: "private again" });
    for (const reader of [admin, ankaraManager]) {
      const seen = await audit(reader, { record: shared });
      const content = seen.filter(({ withheld }) => !withheld);
      expect(content).toMatchObject([{ version: 2, after: { title: "shown" } }]);
      const whole = [
        seen,
        (await reader.get(`${at}/history`)).body,
        (await reader.inject({ method: "GET", url: `${AUDIT}/export?record=${shared}` })).body,
        (await reader.get(at)).body,
        (await reader.get(`/api/v1/sample/samples?limit=500`)).body,
      ];
      expect(JSON.stringify(whole)).not.toContain("private again");
    }
    expect(await audit(bursaManager, { record: shared })).toEqual([]);
  });

  test("shows nobody what stood in a record before it came to them, also when both change at once", async () => {
    const shared = newId(it.hub.ports);
    const at = `/api/v1/sample/samples/${shared}`;
    const fields = { id: shared, ownerId: owner.personId, siteId: ankara, title: "secret one" };
    await owner.post("/api/v1/sample/samples", fields);
    await owner.patch(at, { title: "shown", shared: true });
    // A device that still has the private version writes it anew: that is a conflict, for the record to show.
    const late = await owner.patch(at, { title: "typed late" }, { "if-match": '"1"' });
    expect(late.body).toMatchObject({ conflictId: expect.any(String) as string });
    const conflict = `/api/v1/core/conflicts/${String(late.body["conflictId"])}`;
    const moved = newId(it.hub.ports);
    const made = create("site_cards", moved, { siteId: ankara, title: "secret two" });
    await applied(it.hub, SYSTEM_ACTOR, made);
    await applied(
      it.hub,
      SYSTEM_ACTOR,
      update("site_cards", moved, 1, { siteId: bursa, title: "plain" }),
    );
    expect(await read(ankaraManager, shared)).toContain("shown");
    expect((await ankaraManager.get(conflict)).body).toMatchObject({
      mine: { title: "typed late" },
    });
    const ofShared = [
      await read(ankaraManager, shared),
      (await ankaraManager.get(`${at}/history`)).body,
      (await ankaraManager.get(conflict)).body,
      (await ankaraManager.get(`${conflict}/history`)).body,
    ];
    expect(JSON.stringify(ofShared)).not.toContain("secret one");
    expect(await read(bursaManager, moved)).toContain("plain");
    const ofMoved = [
      await read(bursaManager, moved),
      (await bursaManager.get(`/api/v1/sample/site_cards/${moved}/history`)).body,
    ];
    expect(JSON.stringify(ofMoved)).not.toContain("secret two");
    expect(JSON.stringify((await owner.get(`${at}/history`)).body)).toContain("secret one");
  });

  test("shows nobody the conflicts that a record had before it came to them", async () => {
    const shared = newId(it.hub.ports);
    const at = `/api/v1/sample/samples/${shared}`;
    const fields = { id: shared, ownerId: owner.personId, siteId: ankara, title: "secret zero" };
    await owner.post("/api/v1/sample/samples", fields);
    await owner.patch(at, { title: "secret one" });
    const late = await owner.patch(at, { title: "secret two" }, { "if-match": '"1"' });
    const conflict = `/api/v1/core/conflicts/${String(late.body["conflictId"])}`;
    await owner.patch(at, { title: "shown", shared: true });
    for (const reader of [ankaraManager, admin]) {
      expect((await reader.get(at)).status).toBe(200);
      expect((await reader.get(conflict)).status).toBe(404);
      const seen = [
        (await reader.get("/api/v1/core/conflicts?limit=500")).body,
        await audit(reader, { collection: "conflicts" }),
      ];
      expect(JSON.stringify(seen)).not.toContain("secret");
    }
    expect((await owner.get(conflict)).body).toMatchObject({ mine: { title: "secret two" } });
  });

  test("tells the device and its clock", async () => {
    const actor: HubActor = {
      personId: owner.personId,
      role: "USER",
      duties: [],
      siteIds: [ankara],
      workplaceIds: [ankara],
      scopes: new Set(["shared", `site:${ankara}`]),
      replicaId: null,
      system: false,
    };
    const device = new TestDevice(it.hub, actor);
    const id = newId(it.hub.ports);
    await device.push([create("site_cards", id, { siteId: ankara, title: "by device" })]);
    expect(await audit(admin, { device: device.id })).toMatchObject([
      { recordId: id, replicaId: device.id, deviceTime: "1970-01-01T00:00:00.001Z" },
    ]);
  });

  test("filters by person, collection, operation and time", async () => {
    const mine = await audit(admin, { person: owner.personId, collection: "site_cards" });
    expect(mine.map((entry) => entry.recordId)).toContain(card);
    expect(await audit(admin, { op: "delete" })).toMatchObject([{ recordId: card, version: 4 }]);
    expect(await audit(admin, { to: "2020-01-01" })).toEqual([]);
    const [newest] = (await audit(admin, { record: card })) as (Entry & { at: string })[];
    const at = String(newest?.at);
    expect(await audit(admin, { record: card, from: at })).toHaveLength(1);
    expect(await audit(admin, { record: card, to: at })).toHaveLength(3);
  });

  test("comes in pages that meet without gap or repeat, also within one moment", async () => {
    const made = Array.from({ length: 5 }, () => newId(it.hub.ports));
    const records = made.map((id) => create("site_cards", id, { siteId: bursa, title: "many" }));
    await submitOne(it.hub, SYSTEM_ACTOR, ...records);
    const whole = await audit(admin, { collection: "site_cards" });
    const paged: Entry[] = [];
    let after: string | null = "";
    while (after !== null) {
      const cursor: string = after === "" ? "" : `&after=${after}`;
      const page: Answer = await admin.get(`${AUDIT}?collection=site_cards&limit=2${cursor}`);
      paged.push(...entries(page));
      after = page.body["next"] as string | null;
    }
    expect(paged).toEqual(whole);
  });

  test.each([
    ["who=me", "invalid_query"],
    ["person=1", "invalid_query"],
    ["collection=nothing", "invalid_query"],
    ["op=read", "invalid_query"],
    ["from=yesterday", "invalid_query"],
    ["device=' or 1=1", "invalid_query"],
    ["limit=5000", "invalid_query"],
    ["after=x", "invalid_cursor"],
    ["after=WyJhdWRpdCIsMSwyLDMsNF0", "invalid_cursor"],
  ])("refuses %s", async (query, code) => {
    expect(await admin.get(`${AUDIT}?${query}`)).toMatchObject({ status: 400, body: { code } });
  });
});

describe("the chain's status", () => {
  test("says whether the chain still has a block that was written down", async () => {
    const ports = it.hub.ports;
    await seal(it.hub.pool, ports.timers);
    const { body } = await admin.get(`${AUDIT}/chain`);
    expect(body).not.toHaveProperty("notedHolds");
    const ask = async (hash: unknown) => (await admin.get(`${AUDIT}/chain?noted=${hash}`)).body;
    expect(await ask(body["head"])).toMatchObject({ notedHolds: true });
    expect(await ask("0".repeat(64))).toMatchObject({ notedHolds: false });
    expect(await ask("x")).toMatchObject({ code: "invalid_query" });
    expect((await ankaraManager.get(`${AUDIT}/chain`)).status).toBe(403);
  });
});

describe("security events", () => {
  test("are for administrators", async () => {
    for (const caller of [owner, ankaraManager]) {
      expect((await caller.get(`${AUDIT}/events`)).status).toBe(403);
    }
  });

  test("tell failed sign-ins and changed privileges, newest first and in pages", async () => {
    const payload = { username: "nobody-here", password: "wrong-password" };
    const { app } = door.server;
    await app.inject({ method: "POST", url: "/api/v1/auth/sign-in", payload });
    await admin.patch(`/api/v1/core/people/${owner.personId}`, { duties: { add: ["lab"] } });
    const { body } = await admin.get(`${AUDIT}/events?limit=2`);
    expect(body["events"]).toMatchObject([
      { kind: "privileges_changed", personId: owner.personId, detail: { changed: ["duties"] } },
      { kind: "sign_in_failed", personId: null },
    ]);
    const only = await admin.get(`${AUDIT}/events?kind=privileges_changed&limit=1`);
    expect(only.body["events"]).toHaveLength(1);
    const rest = await admin.get(`${AUDIT}/events?after=${String(body["next"])}`);
    expect(JSON.stringify(rest.body)).not.toContain("privileges_changed");
    expect((await admin.get(`${AUDIT}/events?from=2100-01-01`)).body).toEqual({
      events: [],
      next: null,
    });
    expect((await admin.get(`${AUDIT}/events?after=e30`)).status).toBe(400);
  });
});
