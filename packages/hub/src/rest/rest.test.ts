import { newId } from "@healthops/base/ids";
import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { restRoutes } from "../doors/rest-routes.ts";
import type { Answer, Caller } from "../testing/rest-door.ts";
import { RestDoor } from "../testing/rest-door.ts";

const SAMPLES = "/api/v1/sample/samples";
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

const recordOf = (answer: Answer) => answer.body["record"] as Record<string, unknown>;

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
    expect(second).toMatchObject({ status: 304, bytes: 0 });
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
    expect(body["records"]).toMatchObject([{ username: "new.person" }]);
    const self = await manager.patch(`/api/v1/core/people/${manager.personId}`, { role: "ADMIN" });
    expect(self).toMatchObject({ status: 403 });
  });
});
