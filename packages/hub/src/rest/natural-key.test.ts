import { newId } from "@healthops/base/ids";
import type { MutationReceipt } from "@healthops/protocol/wire/push";
import { naturalId } from "@healthops/schema/natural-key";
import { keyedModule, parcels } from "@healthops/testing/fixtures/keyed-module";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import {
  TestDevice,
  addActor,
  addSite,
  applied,
  create,
  openTestHub,
  remove,
  submitOne,
  update,
} from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";
import { restRoutes } from "../doors/rest-routes.ts";
import type { Answer, Caller } from "../testing/rest-door.ts";
import { RestDoor } from "../testing/rest-door.ts";

const PARCELS = "/api/v1/post/parcels";
const idOf = (name: string) => naturalId(parcels, { name });

let it: TestHub;
let door: RestDoor;
let ankara: string;
let bursa: string;
let clerk: Caller;
let stranger: Caller;
let boss: Caller;
let desk: HubActor;
let head: HubActor;
beforeAll(async () => {
  it = await openTestHub([{ module: keyedModule }]);
  door = await RestDoor.open(it.hub, [restRoutes(it.hub)]);
  ankara = await addSite(it.hub, "Ankara");
  bursa = await addSite(it.hub, "Bursa");
  clerk = await door.person("USER", ankara);
  stranger = await door.person("USER", bursa);
  boss = await door.person("MANAGER", ankara);
  desk = await addActor(it.hub, "USER", ankara);
  head = await addActor(it.hub, "MANAGER", ankara);
});
afterAll(async () => {
  await door.close();
  await it.close();
});

const parcel = (name: string, fields: Record<string, unknown> = {}) => ({
  name,
  siteId: ankara,
  ...fields,
});
const recordOf = ({ body }: Answer) => body["record"];
const answerOf = ({ mutations }: { readonly mutations: readonly MutationReceipt[] }) =>
  mutations[0];

describe("[NAT2] over REST the id of a record follows from its key", () => {
  test("given or not; a repeat changes nothing", async () => {
    const made = await clerk.post(PARCELS, parcel("a"));
    expect([made.status, recordOf(made)]).toMatchObject([201, { id: idOf("a") }]);
    const again = await clerk.post(PARCELS, { ...parcel("a"), id: idOf("a") });
    expect([again.status, again.body["outcome"]]).toEqual([200, "unchanged"]);
    const spaced = await clerk.post(PARCELS, parcel(" a "));
    expect([spaced.status, spaced.body["outcome"]]).toEqual([200, "unchanged"]);
  });

  test("another one is refused, naming the field and the id that is expected", async () => {
    for (const id of [newId(it.hub.ports), idOf("a")]) {
      const wrong = await clerk.post(PARCELS, { ...parcel("other"), id });
      expect(wrong).toMatchObject({
        status: 422,
        body: { code: "natural_id", faults: [{ field: "id", allowed: idOf("other") }] },
      });
    }
    const invalid = await clerk.post(PARCELS, { id: newId(it.hub.ports), siteId: ankara });
    expect(invalid.body).toMatchObject({ code: "invalid_record", faults: [{ field: "name" }] });
    const pushed = create("parcels", newId(it.hub.ports), parcel("other"));
    expect(answerOf(await submitOne(it.hub, desk, pushed))).toMatchObject({ code: "natural_id" });
  });

  test("[NAT5] and its fields stay", async () => {
    const changed = await boss.patch(`${PARCELS}/${idOf("a")}`, { name: "b" });
    expect(changed).toMatchObject({
      status: 422,
      body: { code: "invalid_record", faults: [{ field: "name" }] },
    });
    expect(String(changed.body["detail"])).toContain("key");
  });
});

describe("[NAT3] a second one of the same key", () => {
  test("is told with the address of the first, which its author may see", async () => {
    const taken = await clerk.post(PARCELS, parcel("a", { weight: 3 }));
    const href = `${PARCELS}/${idOf("a")}`;
    expect(taken).toMatchObject({
      status: 409,
      body: { code: "key_taken", id: idOf("a"), version: 1, href, faults: [{ field: "name" }] },
    });
    expect((await clerk.get(href)).status).toBe(200);
  });

  test("is told without a word of the first to who may not see it", async () => {
    const taken = await stranger.post(PARCELS, { name: "a", siteId: bursa, weight: 3 });
    expect(taken).toMatchObject({ status: 409, body: { code: "key_taken" } });
    for (const told of ["id", "version", "href"]) expect(taken.body).not.toHaveProperty(told);
    expect(JSON.stringify(taken.body)).not.toContain(idOf("a"));
    // Whoever may not make one hears what they would hear of a free key.
    const free = await stranger.post(PARCELS, parcel("free"));
    const there = await stranger.post(PARCELS, parcel("a"));
    expect(there.body["code"]).toBe(free.body["code"]);
  });
});

const deleted = async (name: string, fields: Record<string, unknown> = {}) => {
  await applied(it.hub, desk, create("parcels", idOf(name), parcel(name, fields)));
  await applied(it.hub, head, remove("parcels", idOf(name), 1));
};

describe("[NAT4] a key that is typed again after its record was deleted", () => {
  test("begins anew over REST, for who may make one, with what was typed and nothing else", async () => {
    await deleted("again", { weight: 7, note: "old", maker: "one" });
    const made = await clerk.post(PARCELS, parcel("again", { weight: 8, maker: "two" }));
    expect([made.status, recordOf(made)]).toMatchObject([
      201,
      { id: idOf("again"), version: 3, weight: 8, note: null, maker: "two", weighedAt: null },
    ]);
    const repeated = await clerk.post(PARCELS, parcel("again", { weight: 8, maker: "two" }));
    expect([repeated.status, repeated.body["outcome"]]).toEqual([200, "unchanged"]);
    const other = await clerk.post(PARCELS, parcel("again", { weight: 9 }));
    expect(other.body["code"]).toBe("key_taken");
    const history = await clerk.get(`${PARCELS}/${idOf("again")}/history`);
    expect(history.body["entries"]).toMatchObject([
      { op: "restore" },
      { op: "delete" },
      { op: "create" },
    ]);
  });

  test("begins anew from a device, whoever deleted it, and signs what is signed", async () => {
    await deleted("device", { weight: 7 });
    const device = new TestDevice(it.hub, desk);
    const [receipt] = await device.push([
      create("parcels", idOf("device"), parcel("device", { weight: 7 })),
    ]);
    expect(receipt?.mutations).toMatchObject([{ status: "applied", version: 3 }]);
    const { body } = await clerk.get(`${PARCELS}/${idOf("device")}`);
    expect(body["weighedAt"]).toEqual(expect.stringMatching(/^20/));
  });

  test("begins anew elsewhere, where nobody saw the first one, nor sees now what it held", async () => {
    await deleted("moved", { note: "secret of Ankara" });
    const made = await stranger.post(PARCELS, { name: "moved", siteId: bursa });
    expect([made.status, recordOf(made)]).toMatchObject([201, { siteId: bursa, note: null }]);
    const history = await stranger.get(`${PARCELS}/${idOf("moved")}/history`);
    expect(JSON.stringify(history.body)).not.toContain("secret");
    expect((await clerk.get(`${PARCELS}/${idOf("moved")}`)).status).toBe(404);
  });

  test("still has to be in order: what may not be made comes back for nobody", async () => {
    await deleted("closed");
    const foreign = await stranger.post(PARCELS, parcel("closed"));
    expect(foreign.status).toBe(403);
    const wrong = await clerk.post(PARCELS, parcel("closed", { weight: -1 }));
    expect(wrong.body["code"]).toBe("invalid_record");
    expect((await boss.get(`${PARCELS}/${idOf("closed")}`)).status).toBe(410);
  });

  test("within one group and one batch too", async () => {
    const id = idOf("batch");
    const first = create("parcels", id, parcel("batch", { weight: 1 }));
    const second = create("parcels", id, parcel("batch", { weight: 2 }));
    await applied(it.hub, head, first, remove("parcels", id, 1), second);
    const { body } = await clerk.get(`${PARCELS}/${id}`);
    expect(body).toMatchObject({ weight: 2, version: 3 });
  });

  test("by two devices is one record, and what both typed into a field is a conflict", async () => {
    await deleted("both", { weight: 5 });
    const [one, two] = [new TestDevice(it.hub, desk), new TestDevice(it.hub, head)];
    const typed = (fields: Record<string, unknown>) =>
      create("parcels", idOf("both"), parcel("both", fields));
    expect((await one.push([typed({ weight: 5 })]))[0]?.mutations).toMatchObject([
      { status: "applied" },
    ]);
    // The second one is also of who typed the first life of it.
    const again = await two.push([typed({ weight: 6, note: "n" })]);
    expect(again[0]?.mutations).toMatchObject([{ status: "conflict" }]);
    const { body } = await boss.get(`/api/v1/core/conflicts?where=recordId:eq:${idOf("both")}`);
    expect(body["records"]).toMatchObject([{ theirs: { weight: 5 }, mine: { weight: 6 } }]);
  });

  test("is a conflict where a program uploads its whole state, for it may not have heard", async () => {
    await deleted("upload", { weight: 5 });
    const mutations = [create("parcels", idOf("upload"), parcel("upload", { weight: 5 }))];
    const upload = { actor: desk, replica: null, origin: newId(it.hub.ports) };
    const groups = [{ seq: 1, deviceTime_ms: 0, mutations }];
    const [receipt] = await it.hub.engine.submit({ ...upload, groups });
    expect(receipt?.mutations).toMatchObject([{ status: "conflict" }]);
    expect((await boss.get(`${PARCELS}/${idOf("upload")}`)).status).toBe(410);
  });

  test("a restore brings back what was, for who may make one", async () => {
    await deleted("restored", { note: "kept" });
    const back = await clerk.post(`${PARCELS}/${idOf("restored")}/restore`);
    expect([back.status, recordOf(back)]).toMatchObject([200, { note: "kept" }]);
    expect((await clerk.delete(`${PARCELS}/${idOf("restored")}`)).status).toBe(403);
  });
});

test("[NAT4] an edit from before the deletion was heard of waits as a conflict that its author can close", async () => {
  const id = idOf("edited");
  await applied(it.hub, desk, create("parcels", id, parcel("edited", { weight: 1 })));
  await applied(it.hub, head, remove("parcels", id, 1));
  const device = new TestDevice(it.hub, desk);
  const [receipt] = await device.push([update("parcels", id, 1, { weight: 2 })]);
  const [answer] = receipt?.mutations ?? [];
  if (answer?.status !== "conflict") throw new Error("no conflict");
  const resolved = { status: "resolved", outcome: { weight: "mine" } };
  const decided = await device.push([
    { collection: "parcels", id, op: "restore", base: 1, fields: {} },
    update("parcels", id, 1, { weight: 2 }),
    update("conflicts", answer.conflictId, 1, resolved),
  ]);
  expect(decided[0]?.status).toBe("applied");
  expect((await clerk.get(`${PARCELS}/${id}`)).body).toMatchObject({ weight: 2 });
});
