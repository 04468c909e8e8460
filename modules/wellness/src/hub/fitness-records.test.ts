import { listeningServer } from "@healthops/hub/testing/server-fixture";
import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { wellnessHub } from "../hub.ts";
import type { FitnessClient, FitnessHub, Sent } from "./testing/fitness-client.ts";
import { newFitnessClient } from "./testing/fitness-client.ts";

let it: FitnessHub & TestHub;

beforeAll(async () => {
  const opened = await openTestHub([wellnessHub]);
  const { server, url } = await listeningServer(opened.hub);
  it = { ...opened, server, url, siteId: await addSite(opened.hub, "Ankara") };
});
afterAll(async () => {
  await it.server.close();
  await it.close();
});

let client: FitnessClient;
beforeEach(async () => {
  client = await newFitnessClient(it);
});

const run = (fields: Sent = {}) => client.run(fields);

describe("single records", () => {
  test("are created, read, changed, listed and deleted", async () => {
    const { id: _, ...fields } = run();
    const created = await client.ask("POST", "/api/exercises/", fields);
    expect([created.status, created.body]).toMatchObject([
      201,
      { name: "Run", version: 1, id: expect.any(Number) },
    ]);
    const path = `/api/exercises/${String(created.body["id"])}`;
    expect((await client.ask("GET", `${path}/`)).body).toEqual(created.body);
    const patched = await client.ask("PATCH", `${path}/`, { duration: 35 });
    expect([patched.status, patched.body]).toMatchObject([
      200,
      { duration: 35, name: "Run", version: 2 },
    ]);
    const put = await client.ask("PUT", path, { ...fields, name: "Jog", version: 2 });
    expect([put.status, put.body]).toMatchObject([200, { duration: 30, name: "Jog", version: 3 }]);
    expect((await client.ask("GET", "/api/exercises")).body).toEqual([put.body]);
    expect((await client.ask("DELETE", `${path}/`)).status).toBe(204);
    expect((await client.ask("DELETE", `${path}/`)).status).toBe(404);
    expect((await client.ask("GET", path)).status).toBe(404);
    expect((await client.ask("GET", "/api/exercises/")).body).toEqual([]);
  });

  test("created under the client's id: once more is the same, other content is refused", async () => {
    expect(
      (await client.ask("POST", "/api/meals/", { id: 5, name: "Soup", calories: 100 })).status,
    ).toBe(201);
    const repeated = await client.ask("POST", "/api/meals/", {
      id: 5,
      name: "Soup",
      calories: 100,
    });
    expect([repeated.status, repeated.body]).toMatchObject([
      200,
      { id: 5, name: "Soup", version: 1 },
    ]);
    const other = await client.ask("POST", "/api/meals/", { id: 5, name: "Tea" });
    expect([other.status, other.body["code"]]).toEqual([409, "record_exists"]);
    expect((await client.ask("GET", "/api/meals/5/")).body).toMatchObject({ id: 5, calories: 100 });
  });

  test("a change based on an old version of the same field is a conflict with the record as it is", async () => {
    await client.push("exercises", run());
    await client.ask("PATCH", "/api/exercises/1/", { duration: 40 });
    const stale = await client.ask("PATCH", "/api/exercises/1/", { duration: 50, version: 1 });
    expect([stale.status, stale.body]).toMatchObject([
      409,
      { code: "conflict", conflict_id: expect.any(String), record: { id: 1, duration: 40 } },
    ]);
  });

  test("a PUT that leaves a required field out is refused", async () => {
    await client.push("exercises", run());
    const answer = await client.ask("PUT", "/api/exercises/1/", { name: "Jog" });
    expect([answer.status, answer.body["faults"]]).toMatchObject([400, [{ field: "duration" }]]);
  });
});

describe("refusals change nothing and name record and field", () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ["a body without records", {}, "records"],
    ["records that are no list", { records: {} }, "records"],
    ["a record without an id", { records: [{ name: "x" }] }, "records.0.id"],
    ["a wrong type", { records: [{ id: 1, name: "Run", duration: "30" }] }, "records.0.duration"],
    [
      "an unknown field",
      { records: [{ id: 1, name: "Run", duration: 3, colour: "red" }] },
      "records.0.colour",
    ],
    ["a broken id", { records: [{ id: 1.5, name: "Run", duration: 3 }] }, "records.0.id"],
    [
      "an id beyond exact numbers",
      { records: [{ id: 2 ** 53, name: "Run", duration: 3 }] },
      "records.0.id",
    ],
    [
      "a negative version",
      { records: [{ id: 1, name: "Run", duration: 3, version: -1 }] },
      "records.0.version",
    ],
    ["a missing duration", { records: [{ id: 1, name: "Run" }] }, "records.0.duration"],
    ["an empty name", { records: [{ id: 1, name: "", duration: 3 }] }, "records.0.name"],
    [
      "an over-long name",
      { records: [{ id: 1, name: "x".repeat(201), duration: 3 }] },
      "records.0.name",
    ],
    ["a NUL character", { records: [{ id: 1, name: "a\0b", duration: 3 }] }, "records.0.name"],
    [
      "a negative duration",
      { records: [{ id: 1, name: "Run", duration: -1 }] },
      "records.0.duration",
    ],
    [
      "impossible calories",
      { records: [{ id: 1, name: "Run", duration: 3, calories: 1e9 }] },
      "records.0.calories",
    ],
    [
      "the second of two records",
      {
        records: [
          { id: 1, name: "Run", duration: 3 },
          { id: 2, name: "Run", duration: 9999 },
        ],
      },
      "records.1.duration",
    ],
    [
      "a foreign user",
      { records: [{ id: 1, user: "somebody", name: "Run", duration: 3 }] },
      "records.0.user",
    ],
    [
      "two different user numbers",
      {
        records: [
          { id: 1, user: 4, name: "Run", duration: 3 },
          { id: 2, user: 5, name: "Run", duration: 3 },
        ],
      },
      "records.1.user",
    ],
  ];
  test.each(cases)("%s", async (_title, body, field) => {
    const answer = await client.ask("POST", "/api/exercises/push/", body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect((answer.body["faults"] as { field: string }[]).map((fault) => fault.field)).toEqual([
      field,
    ]);
    expect(await client.pull("exercises")).toEqual([]);
  });

  test("NaN and Infinity are no JSON", async () => {
    const answer = await client.ask(
      "POST",
      "/api/exercises/push/",
      '{"records":[{"id":1,"name":"x","duration":NaN}]}',
    );
    expect([answer.status, answer.body["code"]]).toEqual([400, "malformed_json"]);
  });

  test("HTML and SQL are text like any other", async () => {
    const name = `<script>alert(1)</script>'); drop table data.exercises; --`;
    await client.push("exercises", run({ name, id: `'; drop table x; --` }));
    expect(await client.pull("exercises")).toMatchObject([{ name, id: `'; drop table x; --` }]);
  });

  test("somebody else's record does not exist for the client, and its id cannot be taken", async () => {
    const other = await newFitnessClient(it);
    await other.push("exercises", { ...run(), user: other.username });
    const [row] = await it.hub.pool
      .query("select id from data.exercises where person_id = $1", [other.actor.personId])
      .then(({ rows }) => rows);
    expect((await client.ask("GET", `/api/exercises/${row.id}/`)).status).toBe(404);
    expect((await client.ask("PATCH", `/api/exercises/${row.id}/`, { name: "mine" })).status).toBe(
      404,
    );
    const { results } = await client.push("exercises", run({ id: row.id }));
    expect(results).toMatchObject([{ status: "rejected", code: "id_taken" }]);
    expect(await other.pull("exercises")).toMatchObject([{ name: "Run", version: 1 }]);
  });

  test("the number that the old server gave a person is theirs from then on", async () => {
    await client.push("exercises", run({ user: 4 }));
    expect(await client.pull("exercises")).toMatchObject([{ user: 4 }]);
    expect((await client.push("exercises", run({ id: 2, user: 5 }))).status).toBe(403);
    expect((await client.push("exercises", run({ id: 2 }))).status).toBe(200);
  });

  test("addresses that are no ids are simply not there", async () => {
    for (const odd of ["abc", "9".repeat(30), "%00", "1.5", "'%20or%201=1"]) {
      expect((await client.ask("GET", `/api/exercises/${odd}/`)).status, odd).toBe(404);
    }
  });
});
