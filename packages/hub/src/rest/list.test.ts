import { gunzipSync } from "node:zlib";
import { newId } from "@healthops/base/ids";
import { addSite, applied, create, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import { restRoutes } from "../doors/rest-routes.ts";
import type { Answer, Caller } from "../testing/rest-door.ts";
import { RestDoor } from "../testing/rest-door.ts";

const SAMPLES = "/api/v1/sample/samples";

let it: TestHub;
let door: RestDoor;
let owner: Caller;
let stranger: Caller;
let manager: Caller;

const TITLES = ["alpha", "bravo: one", "charlie", "delta", "echo"];

beforeAll(async () => {
  it = await openTestHub();
  door = await RestDoor.open(it.hub, [restRoutes(it.hub)]);
  const site = await addSite(it.hub, "Ankara");
  owner = await door.person("USER", site);
  stranger = await door.person("USER", site);
  manager = await door.person("MANAGER", site);
  const records = TITLES.map((title, index) =>
    create("samples", newId(it.hub.ports), {
      ownerId: owner.personId,
      siteId: site,
      title,
      day: `2026-01-0${index + 1}`,
      weight: index === 4 ? null : index * 10,
      count: index,
      shared: index < 2,
      tags: index % 2 === 0 ? ["even", "a,b"] : ["odd"],
    }),
  );
  await applied(it.hub, SYSTEM_ACTOR, ...records);
});
afterAll(async () => {
  await door.close();
  await it.close();
});

const list = (parameters: Readonly<Record<string, string>> | string) =>
  owner.get(`${SAMPLES}?${new URLSearchParams(parameters).toString()}`);

function titles({ status, body }: Answer): string[] {
  expect(status).toBe(200);
  return (body["records"] as { title: string }[]).map((record) => record.title);
}

describe("a list", () => {
  test("shows only what the person may see", async () => {
    expect(titles(await owner.get(SAMPLES))).toHaveLength(5);
    expect(titles(await stranger.get(SAMPLES))).toEqual([]);
    expect(titles(await manager.get(`${SAMPLES}?sort=title&count=true`))).toEqual([
      "alpha",
      "bravo: one",
    ]);
  });

  test("counts no more than the person may see", async () => {
    expect((await manager.get(`${SAMPLES}?count=true&limit=1`)).body).toMatchObject({ count: 2 });
    expect((await owner.get(SAMPLES)).body).not.toHaveProperty("count");
  });

  test.each([
    ["title:eq:bravo: one", ["bravo: one"]],
    ["title:startsWith:CH", ["charlie"]],
    ["day:between:2026-01-02,2026-01-03", ["bravo: one", "charlie"]],
    ["count:in:0,4", ["alpha", "echo"]],
    ['title:in:["bravo: one","echo"]', ["bravo: one", "echo"]],
    ["weight:ge:20.5", ["delta"]],
    ["weight:isEmpty", ["echo"]],
    ["weight:isEmpty:false", ["alpha", "bravo: one", "charlie", "delta"]],
    ["shared:eq:true", ["alpha", "bravo: one"]],
    ["tags:contains:a,b", ["alpha", "charlie", "echo"]],
    ["createdAt:lt:2020-01-01", []],
    ["updatedAt:ge:2020-01-01T00:00:00.000001+03:00", TITLES],
    ["version:eq:1", TITLES],
  ])("filters by where=%s", async (where, expected) => {
    expect(titles(await list({ where, sort: "title" }))).toEqual(expected);
  });

  test("holds every where that is given", async () => {
    const answer = await owner.get(`${SAMPLES}?where=count:ge:1&where=count:le:2&sort=-count`);
    expect(titles(answer)).toEqual(["charlie", "bravo: one"]);
  });

  test("takes alternatives as a filter in JSON", async () => {
    const filter = JSON.stringify({
      any: [
        { field: "title", op: "eq", value: "alpha" },
        { all: [{ field: "count", op: "gt", value: 3 }] },
        { field: "createdAt", op: "lt", value: "2020-01-01" },
      ],
    });
    expect(titles(await list({ filter, sort: "-title" }))).toEqual(["echo", "alpha"]);
  });

  test("finds words by their beginnings", async () => {
    expect(titles(await list({ q: "BRA" }))).toEqual(["bravo: one"]);
  });

  test("comes in pages that meet without gap or repeat", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Answer = await list({
        sort: "-weight,title",
        limit: "2",
        ...(after === null ? {} : { after }),
      });
      seen.push(...titles(page));
      after = page.body["next"] as string | null;
    } while (after !== null);
    expect(seen).toEqual(["delta", "charlie", "bravo: one", "alpha", "echo"]);
  });

  test("is compressed for clients that accept it, and cached by nobody", async () => {
    const headers = { "accept-encoding": "gzip" };
    const answer = await owner.inject({ url: SAMPLES, headers });
    expect(answer.headers).toMatchObject({
      "content-encoding": "gzip",
      "cache-control": "no-store",
    });
    const body = JSON.parse(gunzipSync(answer.rawPayload).toString()) as { records: unknown[] };
    expect(body.records).toHaveLength(5);
  });

  test.each([
    ["colour=red", "colour"],
    ["limit=0", "limit"],
    ["limit=1001", "limit"],
    [Array.from({ length: 51 }, () => "where=title:contains:").join("&"), "where"],
    ["limit=abc", "limit"],
    ["limit=1&limit=2", "limit"],
    ["count=yes", "count"],
    ["sort=", "sort"],
    ["sort=nothing", "sort"],
    ["sort=-tags", "sort.0"],
    ["sort=title,-title", "sort.1"],
    ["where=title", "where"],
    ["where=title:like:x", "where"],
    ["where=title:eq", "where"],
    ["where=secret:eq:x", "where"],
    ["where=createdAt_us:eq:1", "where"],
    ["where=count:eq:NaN", "where.value"],
    ["where=count:eq:1e999", "where.value"],
    ["where=weight:eq:Infinity", "where.value"],
    ["where=day:eq:2026-02-30", "where.value"],
    ["where=ownerId:eq:1' or 1=1 --", "where.value"],
    ["where=shared:eq:1", "where.value"],
    ["where=tags:eq:a", "where.op"],
    ["where=createdAt:gt:yesterday", "where.value"],
    ["where=title:eq:%00", "where.value"],
    ["where=count:between:1", "where.value"],
    ["where=title:in:[broken", "where"],
    ["filter={", "filter"],
    ["filter=[]", "where"],
    ['filter={"field":"__proto__","op":"eq","value":1}', "filter"],
    [
      `filter=${'{"all":['.repeat(20)}${"]}".repeat(20)}`,
      "where.all.0.all.0.all.0.all.0.all.0.all.0",
    ],
    [`q=${"x".repeat(201)}`, "search"],
  ])("refuses %s and names the parameter", async (query, field) => {
    const answer = await owner.get(`${SAMPLES}?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid_query" } });
    expect(answer.body["faults"]).toMatchObject([{ field }]);
  });

  test.each(["x", "e30", "WyJhdWRpdCJd", "'; select 1"])(
    "refuses the malformed cursor %s",
    async (after) => {
      expect(await list({ after })).toMatchObject({
        status: 400,
        body: { code: "invalid_cursor" },
      });
    },
  );

  test("refuses a search where nothing is searched", async () => {
    const answer = await owner.get("/api/v1/sample/site_cards?q=x");
    expect(answer.body["faults"]).toMatchObject([{ field: "q" }]);
  });
});
