import { newId } from "@healthops/base/ids";
import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { restRoutes } from "../doors/rest-routes.ts";
import type { Caller } from "../testing/rest-door.ts";
import { RestDoor } from "../testing/rest-door.ts";

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
  return String((answer.body["record"] as { id: string }).id);
}

async function createdCard(fields: Record<string, unknown> = {}): Promise<string> {
  const answer = await owner.post(CARDS, { siteId: site, title: "card", ...fields });
  expect(answer.status).toBe(201);
  return String((answer.body["record"] as { id: string }).id);
}

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
    const conflict = `/api/v1/core/conflicts/${String(answer.body["conflictId"])}`;
    expect((await colleague.get(conflict)).body).toMatchObject({ status: "open", recordId: id });
    const unsaid = await colleague.patch(conflict, { status: "resolved" });
    expect(unsaid).toMatchObject({ status: 422, body: { code: "choice_missing" } });
    const settled = await colleague.patch(conflict, {
      status: "resolved",
      outcome: { title: "theirs" },
    });
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

  test("repeated after a lost answer changes nothing", async () => {
    const id = await created();
    const change = () => owner.patch(`${SAMPLES}/${id}`, { title: "two" }, { "if-match": '"1"' });
    expect((await change()).body).toMatchObject({ outcome: "applied", record: { version: 2 } });
    expect((await change()).body).toMatchObject({ outcome: "unchanged", record: { version: 2 } });
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
    ["nothing", {}, ""],
    ["a fixed field", { ownerId: "00000000-0000-7000-8000-000000000000" }, "ownerId"],
    ["an unknown field", { id: "00000000-0000-7000-8000-000000000000" }, "id"],
    ["a NaN as text", { weight: "NaN" }, "weight"],
  ])("refuses %s", async (_what, fields, field) => {
    const id = await created();
    const answer = await owner.patch(`${SAMPLES}/${id}`, fields);
    expect(answer).toMatchObject({
      status: 422,
      body: { code: "invalid_record", faults: [{ field }] },
    });
  });

  test("that moves a record out of the person's sight answers without it", async () => {
    const other = (await stranger.get("/api/v1/core/sites?where=name:eq:Bursa")).body;
    const bursa = (other["records"] as { id: string }[])[0]?.id;
    const id = (await admin.post(CARDS, { siteId: site, title: "moved" })).body["record"];
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
    expect(gone).toMatchObject({ status: 204, headers: { etag: '"2"' }, bytes: 0 });
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
    expect(body["entries"]).toMatchObject([{ reason: "hasta isteği" }]);
    await owner.patch(`${SAMPLES}/${id}`, { note: "z" }, { "x-reason": "düzeltme" });
    const latin = await owner.get(`${SAMPLES}/${id}/history?limit=1`);
    expect(latin.body["entries"]).toMatchObject([{ reason: "düzeltme" }]);
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
    expect(body["entries"]).toMatchObject([
      { version: 4, withheld: true, before: null, after: null, reason: null },
      { version: 3, withheld: false, after: { note: "shown" } },
      { version: 2, withheld: false, after: { shared: true } },
    ]);
  });

  test("comes in pages", async () => {
    const id = await created();
    for (const note of ["a", "b", "c"]) await owner.patch(`${SAMPLES}/${id}`, { note });
    const first = await owner.get(`${SAMPLES}/${id}/history?limit=3`);
    const next = String(first.body["next"]);
    const second = await owner.get(`${SAMPLES}/${id}/history?limit=3&after=${next}`);
    const versions = [first, second].flatMap(({ body }) =>
      (body["entries"] as { version: number }[]).map((entry) => entry.version),
    );
    expect(versions).toEqual([4, 3, 2, 1]);
    expect(second.body["next"]).toBe(null);
    const other = await created();
    expect(await owner.get(`${SAMPLES}/${other}/history?after=${next}`)).toMatchObject({
      status: 400,
      body: { code: "invalid_cursor" },
    });
  });
});
