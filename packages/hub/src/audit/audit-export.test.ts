import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { restRoutes } from "../doors/rest-routes.ts";
import type { Caller } from "../testing/rest-door.ts";
import { RestDoor } from "../testing/rest-door.ts";
import { csvLine } from "./csv.ts";

let it: TestHub;
let door: RestDoor;
let site: string;
let elsewhere: string;
let owner: Caller;
let manager: Caller;
let admin: Caller;

beforeAll(async () => {
  it = await openTestHub();
  door = await RestDoor.open(it.hub, [restRoutes(it.hub)]);
  site = await addSite(it.hub, "Ankara");
  elsewhere = await addSite(it.hub, "Bursa");
  owner = await door.person("USER", site);
  manager = await door.person("MANAGER", site);
  admin = await door.person("ADMIN", null);
  await owner.post("/api/v1/sample/site_cards", { siteId: site, title: '=1+1, "x"' });
});
afterAll(async () => {
  await door.close();
  await it.close();
});

const file = async (caller: Caller, url: string) => {
  const answer = await caller.inject({ method: "GET", url: `/api/v1/audit${url}` });
  return { status: answer.statusCode, headers: answer.headers, text: answer.body };
};

describe("an export of the audit", () => {
  test("is a file of what the list shows, and leaves an event", async () => {
    const { status, headers, text } = await file(manager, "/export?collection=site_cards");
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(headers["content-disposition"]).toBe('attachment; filename="audit.csv"');
    const lines = text.split("\r\n");
    expect(lines[0]).toMatch(/^\uFEFFat,collection,recordId,/);
    expect(lines[1]).toContain(",site_cards,");
    expect(lines).toHaveLength(3);
    const { body } = await admin.get("/api/v1/audit/events?kind=exported");
    expect(body["events"]).toMatchObject([
      { personId: manager.personId, detail: { collection: "audit", format: "csv", rows: 1 } },
    ]);
    expect((await file(admin, "/events/export?kind=exported")).text).toContain(manager.personId);
  });

  test("is refused like the list", async () => {
    expect((await file(owner, "/export")).status).toBe(403);
    expect((await file(manager, "/events/export")).status).toBe(403);
    expect((await file(manager, "/export?limit=1")).status).toBe(400);
  });

  test("made by a screen is noted", async () => {
    const note = { collection: "site_cards", format: "xlsx", rows: 12 };
    expect((await owner.post("/api/v1/audit/exports", note)).status).toBe(204);
    const { body } = await admin.get(`/api/v1/audit/events?kind=exported&person=${owner.personId}`);
    expect(body["events"]).toMatchObject([{ detail: note }]);
    expect((await owner.post("/api/v1/audit/exports", { rows: 1 })).status).toBe(400);
  });
});

test("the audit can be asked for one site", async () => {
  for (const [id, count] of [
    [site, 1],
    [elsewhere, 0],
  ] as const) {
    const { body } = await admin.get(`/api/v1/audit?collection=site_cards&site=${id}`);
    expect(body["entries"]).toHaveLength(count);
  }
});

test("a text that a spreadsheet would run is made harmless", () => {
  expect(csvLine(["=1+1", "a,b", 'c"d', null, 7, true])).toBe(`'=1+1,"a,b","c""d",,7,true\r\n`);
});
