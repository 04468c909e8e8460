import { newId } from "@healthops/base/ids";
import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { restRoutes } from "./rest-routes.ts";
import type { Answer, Caller } from "./testing/rest-door.ts";
import { RestDoor } from "./testing/rest-door.ts";

const SAMPLES = "/api/v1/sample/samples";
const CARDS = "/api/v1/sample/site_cards";
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

let it: TestHub;
let door: RestDoor;
let site: string;
let owner: Caller;
let colleague: Caller;
let manager: Caller;
let stranger: Caller;
let admin: Caller;

beforeAll(async () => {
  it = await openTestHub();
  door = await RestDoor.open(it.hub, [restRoutes(it.hub)]);
  site = await addSite(it.hub, "Ankara");
  const elsewhere = await addSite(it.hub, "Bursa");
  owner = await door.person("USER", site);
  colleague = await door.person("USER", site);
  manager = await door.person("MANAGER", site);
  stranger = await door.person("USER", elsewhere);
  admin = await door.person("ADMIN", null);
});
afterAll(async () => {
  await door.close();
  await it.close();
});

const sample = (fields: Record<string, unknown> = {}) => ({
  ownerId: owner.personId,
  siteId: site,
  title: "one",
  ...fields,
});

async function created(fields: Record<string, unknown> = {}): Promise<string> {
  const answer = await owner.post(SAMPLES, sample(fields));
  expect(answer.status).toBe(201);
  return String((answer.body?.["record"] as { id: string }).id);
}

async function createdCard(fields: Record<string, unknown> = {}): Promise<string> {
  const answer = await owner.post(CARDS, { siteId: site, title: "card", ...fields });
  expect(answer.status).toBe(201);
  return String((answer.body?.["record"] as { id: string }).id);
}

const recordOf = (answer: Answer) => answer.body?.["record"] as Record<string, unknown>;

describe("create", () => {
  test("answers the whole record with its address and version", async () => {
    const answer = await owner.post(SAMPLES, sample({ count: 2, tags: ["b", "a"] }));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      outcome: "applied",
      record: { version: 1, title: "one", count: 2, double: 4, tags: ["a", "b"], note: null },
    });
    const record = recordOf(answer);
    expect(record["createdAt"]).toMatch(MOMENT);
    expect(record["updatedAt"]).toBe(record["createdAt"]);
    expect(answer.headers).toMatchObject({
      location: `${SAMPLES}/${String(record["id"])}`,
      etag: '"1"',
    });
  });

  test("with a given id may be repeated: the same content again changes nothing", async () => {
    const id = newId(it.hub.ports);
    const fields = sample({ id, title: "repeated", tags: ["y", "x"] });
    expect((await owner.post(SAMPLES, fields)).status).toBe(201);
    await owner.patch(`${SAMPLES}/${id}`, { note: "since changed" });
    const again = await owner.post(SAMPLES, fields);
    expect(again).toMatchObject({
      status: 200,
      body: { outcome: "unchanged", record: { id, version: 2, note: "since changed" } },
    });
  });

  test("with the id of another record is refused", async () => {
    const id = await created();
    const other = await owner.post(SAMPLES, sample({ id, title: "other" }));
    expect(other).toMatchObject({ status: 409, body: { code: "record_exists", version: 1 } });
    const foreign = await stranger.post(SAMPLES, {
      id,
      ownerId: stranger.personId,
      title: "other",
    });
    expect(foreign).toMatchObject({ status: 409, body: { code: "id_taken" } });
  });

  test("of a deleted id says that it was deleted", async () => {
    const id = await created({ title: "gone" });
    await owner.delete(`${SAMPLES}/${id}`);
    const again = await owner.post(SAMPLES, sample({ id, title: "gone" }));
    expect(again).toMatchObject({ status: 410, body: { code: "record_deleted", version: 2 } });
  });

  test.each([
    ["a missing field", { title: undefined }, "invalid_record", 422, "title"],
    ["an unknown field", { size: 1 }, "invalid_record", 422, "size"],
    ["a wrong type", { weight: "heavy" }, "invalid_record", 422, "weight"],
    ["a text that is too long", { title: "x".repeat(81) }, "invalid_record", 422, "title"],
    ["a derived field", { double: 3 }, "invalid_record", 422, "double"],
    ["a broken rule", { title: "forbidden" }, "invalid_record", 422, "title"],
    ["a meta field", { version: 3 }, "invalid_record", 422, "version"],
    [
      "an unknown reference",
      { siteId: "00000000-0000-7000-8000-000000000000" },
      "invalid_record",
      422,
      "siteId",
    ],
    ["an id that is none", { id: "1; drop table" }, "invalid_id", 400, "id"],
    ["an integer id", { id: 7 }, "invalid_id", 400, "id"],
  ])("refuses %s and names the field", async (_what, fields, code, status, field) => {
    const answer = await owner.post(SAMPLES, sample(fields));
    expect(answer).toMatchObject({ status, body: { code, faults: [{ field }] } });
    expect(answer.headers["content-type"]).toMatch("application/problem+json");
  });

  test.each([[[]], [null], ["text"], [3]])("refuses the body %j", async (body) => {
    expect(await owner.post(SAMPLES, body)).toMatchObject({
      status: 400,
      body: { code: "invalid_request" },
    });
  });

  test("in somebody else's name is not permitted", async () => {
    const answer = await colleague.post(SAMPLES, sample());
    expect(answer).toMatchObject({ status: 403, body: { code: "not_permitted" } });
  });

  test("keeps SQL and HTML in text as text", async () => {
    const title = `'; drop table data.samples; -- <script>alert("x")</script>`;
    const id = await created({ title });
    expect((await owner.get(`${SAMPLES}/${id}`)).body).toMatchObject({ title });
  });
});

describe("read", () => {
  test("carries the version as ETag and answers 304 to it", async () => {
    const id = await created();
    const first = await owner.get(`${SAMPLES}/${id}`);
    expect(first).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: { id, version: 1 },
    });
    const second = await owner.get(`${SAMPLES}/${id}`, { "if-none-match": '"1"' });
    expect(second).toMatchObject({ status: 304, body: null });
  });

  test("what a person may not see looks the same as what does not exist", async () => {
    const id = await created();
    const unknown = newId(it.hub.ports);
    for (const caller of [stranger, colleague, manager, admin]) {
      const hidden = await caller.get(`${SAMPLES}/${id}`);
      const missing = await caller.get(`${SAMPLES}/${unknown}`);
      expect(hidden).toMatchObject({ status: 404, body: { code: "unknown_record" } });
      expect({ ...hidden.body, instance: "", detail: "" }).toEqual({
        ...missing.body,
        instance: "",
        detail: "",
      });
    }
    for (const path of ["", "/history"]) {
      expect((await stranger.get(`${SAMPLES}/${id}${path}`)).status).toBe(404);
    }
    expect((await stranger.patch(`${SAMPLES}/${id}`, { title: "mine" })).status).toBe(404);
    expect((await stranger.delete(`${SAMPLES}/${id}`)).status).toBe(404);
    expect((await stranger.post(`${SAMPLES}/${id}/restore`)).status).toBe(404);
  });

  test("a managers' record is shown to the manager once it is shared", async () => {
    const id = await created();
    await owner.patch(`${SAMPLES}/${id}`, { shared: true });
    expect((await manager.get(`${SAMPLES}/${id}`)).status).toBe(200);
    expect((await colleague.get(`${SAMPLES}/${id}`)).status).toBe(404);
  });

  test("a deleted record is gone, not unknown", async () => {
    const id = await created();
    await owner.delete(`${SAMPLES}/${id}`);
    expect(await owner.get(`${SAMPLES}/${id}`)).toMatchObject({
      status: 410,
      body: { code: "record_deleted", version: 2 },
    });
  });

  test("ids that are none, unknown collections and unknown methods are refused", async () => {
    expect(await owner.get(`${SAMPLES}/42`)).toMatchObject({
      status: 400,
      body: { code: "invalid_id" },
    });
    expect((await owner.get("/api/v1/sample/nothing")).status).toBe(404);
    expect(await owner.call({ method: "PUT", url: SAMPLES })).toMatchObject({
      status: 405,
      body: { code: "method_not_allowed" },
    });
  });

  test("without signing in nothing is answered", async () => {
    const { app } = door.server;
    for (const url of [SAMPLES, `${SAMPLES}/${newId(it.hub.ports)}`, "/api/v1/audit"]) {
      const answer = await app.inject({ url });
      expect(answer.statusCode).toBe(401);
      const forged = await app.inject({ url, headers: { authorization: "Bearer abc.def.ghi" } });
      expect(forged.statusCode).toBe(401);
    }
  });
});

describe("update", () => {
  test("changes only the given fields", async () => {
    const id = await created({ note: "kept", count: 1 });
    const answer = await owner.patch(`${SAMPLES}/${id}`, {
      title: "two",
      count: { add: 4 },
      tags: { add: ["z"] },
    });
    expect(answer).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: {
        outcome: "applied",
        record: { version: 2, title: "two", note: "kept", count: 5, double: 10, tags: ["z"] },
      },
    });
  });

  test("to the values it has already changes nothing", async () => {
    const id = await created();
    expect((await owner.patch(`${SAMPLES}/${id}`, { title: "one" })).body).toMatchObject({
      outcome: "unchanged",
      record: { version: 1 },
    });
  });

  test("[MRG2] based on an older version merges when other fields were changed", async () => {
    const id = await createdCard();
    await colleague.patch(`${CARDS}/${id}`, { stock: { add: 2 } });
    const answer = await owner.patch(`${CARDS}/${id}`, { title: "mine" }, { "if-match": '"1"' });
    expect(answer).toMatchObject({
      status: 200,
      headers: { etag: '"3"' },
      body: { outcome: "merged", record: { title: "mine", stock: 2, version: 3 } },
    });
  });

  test("[MRG3] of a field that somebody else changed answers both values", async () => {
    const id = await createdCard();
    await colleague.patch(`${CARDS}/${id}`, { title: "theirs" }, { "if-match": '"1"' });
    const answer = await owner.patch(
      `${CARDS}/${id}`,
      { title: "mine", stock: { add: 1 } },
      { "if-match": '"1"' },
    );
    expect(answer).toMatchObject({
      status: 409,
      body: {
        code: "conflict",
        kind: "fields",
        version: 3,
        base: { title: "card" },
        mine: { title: "mine" },
        theirs: { title: "theirs" },
      },
    });
    const conflict = `/api/v1/core/conflicts/${String(answer.body?.["conflictId"])}`;
    expect((await colleague.get(conflict)).body).toMatchObject({ status: "open", recordId: id });
    const settled = await colleague.patch(conflict, { status: "resolved" });
    expect(settled).toMatchObject({ status: 200, body: { record: { status: "resolved" } } });
    expect((await stranger.get(conflict)).status).toBe(404);
  });

  test("[MRG4] based on a version before the deletion opens a conflict", async () => {
    const id = await createdCard();
    await colleague.delete(`${CARDS}/${id}`);
    const late = await owner.patch(`${CARDS}/${id}`, { title: "late" }, { "if-match": '"1"' });
    expect(late).toMatchObject({
      status: 409,
      body: { code: "conflict", kind: "edit_of_deleted", mine: { title: "late" } },
    });
    const now = await owner.patch(`${CARDS}/${id}`, { title: "late" });
    expect(now).toMatchObject({ status: 410, body: { code: "record_deleted" } });
  });

  test("based on a version that is not there yet fails its precondition", async () => {
    const id = await created();
    const answer = await owner.patch(`${SAMPLES}/${id}`, { note: "x" }, { "if-match": '"9"' });
    expect(answer).toMatchObject({ status: 412, body: { code: "version_ahead" } });
  });

  test.each(['"x"', "-1", '"0"', '"1", "2"', "99999999999"])("refuses If-Match %s", async (tag) => {
    const answer = await owner.patch(`${SAMPLES}/${newId(it.hub.ports)}`, {}, { "if-match": tag });
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid_if_match" } });
  });

  test.each([
    ["nothing", {}, undefined],
    ["a fixed field", { ownerId: "00000000-0000-7000-8000-000000000000" }, "ownerId"],
    ["an unknown field", { id: "00000000-0000-7000-8000-000000000000" }, "id"],
    ["a NaN as text", { weight: "NaN" }, "weight"],
  ])("refuses %s", async (_what, fields, field) => {
    const id = await created();
    const answer = await owner.patch(`${SAMPLES}/${id}`, fields);
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid_record" } });
    if (field !== undefined) expect(answer.body?.["faults"]).toMatchObject([{ field }]);
  });

  test("that moves a record out of the person's sight answers without it", async () => {
    const other = (await stranger.get("/api/v1/core/sites?where=name:eq:Bursa")).body;
    const bursa = (other?.["records"] as { id: string }[])[0]?.id;
    const id = (await admin.post(CARDS, { siteId: site, title: "moved" })).body?.["record"];
    const card = `${CARDS}/${String((id as { id: string }).id)}`;
    expect(await owner.patch(card, { siteId: bursa })).toMatchObject({ status: 403 });
    expect(await admin.patch(card, { siteId: bursa })).toMatchObject({
      status: 200,
      body: { record: { siteId: bursa } },
    });
    expect((await owner.get(card)).status).toBe(404);
  });

  test("by somebody who only sees the record is not permitted", async () => {
    const id = await created({ shared: true });
    const answer = await manager.patch(`${SAMPLES}/${id}`, { note: "by the manager" });
    expect(answer).toMatchObject({ status: 403, body: { code: "not_permitted" } });
  });
});

describe("delete and restore", () => {
  test("a deleted record comes back as it was", async () => {
    const id = await created({ note: "back" });
    const gone = await owner.delete(`${SAMPLES}/${id}`);
    expect(gone).toMatchObject({ status: 204, headers: { etag: '"2"' }, body: null });
    expect((await owner.delete(`${SAMPLES}/${id}`)).status).toBe(204);
    const back = await owner.post(`${SAMPLES}/${id}/restore`);
    expect(back).toMatchObject({
      status: 200,
      body: { outcome: "applied", record: { version: 3, note: "back" } },
    });
    expect((await owner.post(`${SAMPLES}/${id}/restore`, {})).body).toMatchObject({
      outcome: "unchanged",
    });
  });

  test("[MRG4] a deletion of a record that somebody edited since opens a conflict", async () => {
    const id = await createdCard();
    await colleague.patch(`${CARDS}/${id}`, { title: "edited" });
    const answer = await owner.delete(`${CARDS}/${id}`, { "if-match": '"1"' });
    expect(answer).toMatchObject({ status: 409, body: { kind: "delete_of_edited" } });
    expect((await owner.get(`${CARDS}/${id}`)).status).toBe(200);
  });

  test("carry no fields", async () => {
    const id = await created();
    const answer = await owner.post(`${SAMPLES}/${id}/restore`, { title: "x" });
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid_request" } });
  });
});

describe("history of a record", () => {
  test("says who changed what and when, newest first", async () => {
    const id = await created({ note: "first" });
    await owner.patch(`${SAMPLES}/${id}`, { note: "second" });
    const { body } = await owner.get(`${SAMPLES}/${id}/history`);
    expect(body).toMatchObject({
      next: null,
      entries: [
        {
          collection: "samples",
          recordId: id,
          version: 2,
          op: "update",
          at: expect.stringMatching(MOMENT),
          personId: owner.personId,
          replicaId: null,
          deviceTime: null,
          withheld: false,
          before: { note: "first" },
          after: { note: "second" },
        },
        { version: 1, op: "create", after: { note: "first", title: "one" } },
      ],
    });
  });

  test("keeps the reason that the client gives", async () => {
    const id = await created();
    const reason = Buffer.from("hasta isteği", "utf8").toString("latin1");
    await owner.patch(`${SAMPLES}/${id}`, { note: "x" }, { "x-reason": reason });
    const { body } = await owner.get(`${SAMPLES}/${id}/history?limit=1`);
    expect(body?.["entries"]).toMatchObject([{ reason: "hasta isteği" }]);
    await owner.patch(`${SAMPLES}/${id}`, { note: "z" }, { "x-reason": "düzeltme" });
    const latin = await owner.get(`${SAMPLES}/${id}/history?limit=1`);
    expect(latin.body?.["entries"]).toMatchObject([{ reason: "düzeltme" }]);
    const long = { "x-reason": "x".repeat(501) };
    expect(await owner.patch(`${SAMPLES}/${id}`, { note: "y" }, long)).toMatchObject({
      status: 400,
      body: { code: "invalid_reason" },
    });
  });

  test("shows a manager only the time while the record was shared", async () => {
    const id = await created({ note: "private" });
    await owner.patch(`${SAMPLES}/${id}`, { shared: true });
    await owner.patch(`${SAMPLES}/${id}`, { note: "shown" });
    await owner.patch(`${SAMPLES}/${id}`, { shared: false });
    await owner.patch(`${SAMPLES}/${id}`, { note: "private again" });
    const { body } = await manager.get(`${SAMPLES}/${id}/history`);
    expect(body?.["entries"]).toMatchObject([
      { version: 4, withheld: true, before: null, after: null, reason: null },
      { version: 3, withheld: false, after: { note: "shown" } },
      { version: 2, withheld: false, after: { shared: true } },
    ]);
  });

  test("comes in pages", async () => {
    const id = await created();
    for (const note of ["a", "b", "c"]) await owner.patch(`${SAMPLES}/${id}`, { note });
    const first = await owner.get(`${SAMPLES}/${id}/history?limit=3`);
    const next = String(first.body?.["next"]);
    const second = await owner.get(`${SAMPLES}/${id}/history?limit=3&after=${next}`);
    const versions = [first, second].flatMap(({ body }) =>
      (body?.["entries"] as { version: number }[]).map((entry) => entry.version),
    );
    expect(versions).toEqual([4, 3, 2, 1]);
    expect(second.body?.["next"]).toBe(null);
    const other = await created();
    expect(await owner.get(`${SAMPLES}/${other}/history?after=${next}`)).toMatchObject({
      status: 400,
      body: { code: "invalid_cursor" },
    });
  });
});

describe("people and sites", () => {
  test("are records like any other, written by administrators", async () => {
    const made = await admin.post("/api/v1/core/sites", { name: "İzmir", kind: "clinic" });
    expect(made.status).toBe(201);
    const refused = await manager.post("/api/v1/core/sites", { name: "Van" });
    expect(refused).toMatchObject({ status: 403, body: { code: "not_permitted" } });
    const person = await admin.post("/api/v1/core/people", {
      username: "new.person",
      displayName: "New",
      role: "USER",
      siteId: site,
    });
    expect(person).toMatchObject({ status: 201, body: { record: { username: "new.person" } } });
    const { body } = await manager.get("/api/v1/core/people?q=new");
    expect(body?.["records"]).toMatchObject([{ username: "new.person" }]);
    const self = await manager.patch(`/api/v1/core/people/${manager.personId}`, { role: "ADMIN" });
    expect(self).toMatchObject({ status: 403 });
  });
});
