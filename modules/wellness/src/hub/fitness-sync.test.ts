import { derivedId, newId } from "@healthops/base/ids";
import { listeningServer } from "@healthops/hub/testing/server-fixture";
import { addSite, applied, create, openTestHub, remove } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { wellnessHub } from "../hub.ts";
import { profileIdOf } from "../profile-id.ts";
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

const exerciseRow = async () => {
  const { rows } = await it.hub.pool.query(
    "select * from data.exercises where person_id = $1 order by id",
    [client.actor.personId],
  );
  return rows;
};

describe("push and pull", () => {
  test("a pushed record comes back under the id, user and values that were sent", async () => {
    const { status, body, results } = await client.push("exercises", run());
    expect([status, body["status"], results]).toEqual([
      200,
      "ok",
      [{ id: 1, status: "applied", version: 1 }],
    ]);
    expect(await client.pull("exercises")).toEqual([
      {
        ...run(),
        version: 1,
        updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      },
    ]);
    const [row] = await exerciseRow();
    expect(row).toMatchObject({
      activity: "Run",
      duration_minutes: 30,
      energy_kcal: 250,
      site_id: it.siteId,
      shared_with_manager: false,
    });
  });

  test("the same push again changes nothing", async () => {
    await client.push("exercises", run(), run({ id: 2, name: "Swim" }));
    const before = await client.pull("exercises");
    const { results } = await client.push("exercises", run(), run({ id: 2, name: "Swim" }));
    expect(results.map(({ status, version }) => [status, version])).toEqual([
      ["applied", 1],
      ["applied", 1],
    ]);
    expect(await client.pull("exercises")).toEqual(before);
    expect(await client.pull("exercises", String(before[1]?.["updated_at"]))).toEqual([]);
  });

  test("two equal pushes at the same moment make one record", async () => {
    const many = Array.from({ length: 20 }, (_, index) => run({ id: index + 1 }));
    const answers = await Promise.all([
      client.push("exercises", ...many),
      client.push("exercises", ...many),
      client.push("exercises", ...many),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await exerciseRow()).toHaveLength(20);
    expect((await client.pull("exercises")).map(({ version }) => version)).toEqual(
      many.map(() => 1),
    );
  });

  test("an edit is based on the version that the client saw; a repeated old push undoes nothing", async () => {
    await client.push("exercises", run());
    const { results } = await client.push("exercises", run({ version: 1, duration: 45 }));
    expect(results).toEqual([{ id: 1, status: "applied", version: 2 }]);
    await client.push("exercises", run({ version: 1 }));
    expect(await client.pull("exercises")).toMatchObject([
      { duration: 45, calories: 250, version: 2 },
    ]);
  });

  test("edits of different fields from one version are merged", async () => {
    await client.push("exercises", run());
    await client.push("exercises", run({ version: 1, duration: 45 }));
    const { results } = await client.push("exercises", run({ version: 1, name: "Jog" }));
    expect(results).toEqual([{ id: 1, status: "merged", version: 3 }]);
    expect(await client.pull("exercises")).toMatchObject([{ name: "Jog", duration: 45 }]);
  });

  test("edits of one field from one version are a conflict that keeps both", async () => {
    await client.push("exercises", run());
    await client.push("exercises", run({ version: 1, duration: 45 }));
    const { status, results } = await client.push("exercises", run({ version: 1, duration: 60 }));
    expect([status, results]).toEqual([
      200,
      [{ id: 1, status: "conflict", version: 2, conflict_id: expect.any(String) }],
    ]);
    expect(await client.pull("exercises")).toMatchObject([{ duration: 45 }]);
    const { rows } = await it.hub.pool.query(
      "select mine, theirs from data.conflicts where id = $1",
      [results[0]?.["conflict_id"]],
    );
    expect(rows).toEqual([{ mine: { durationMinutes: 60 }, theirs: { durationMinutes: 45 } }]);
  });

  test("clients that count versions on by themselves, or name none, go on working", async () => {
    await client.push("exercises", run({ version: 1 }));
    const ahead = await client.push("exercises", run({ version: 7, duration: 45 }));
    expect(ahead.results).toMatchObject([{ status: "applied", version: 2 }]);
    const { version: _, ...unversioned } = run({ duration: 50 });
    expect((await client.push("exercises", unversioned)).results).toMatchObject([
      { status: "applied", version: 3 },
    ]);
    expect(
      (await client.push("exercises", { ...unversioned, duration: 55 })).results,
    ).toMatchObject([{ status: "applied", version: 4 }]);
  });

  test("a record that is sent twice in one push is taken twice, in order", async () => {
    const { results } = await client.push(
      "exercises",
      run(),
      run({ duration: 31, version: 1 }),
      run({ id: 2 }),
    );
    expect(results).toEqual([
      { id: 1, status: "applied", version: 1 },
      { id: 1, status: "applied", version: 2 },
      { id: 2, status: "applied", version: 1 },
    ]);
  });

  test("a record that is sent over and over in one push is refused before anything is read", async () => {
    const over = Array.from({ length: 51 }, () => run());
    const refused = await client.push("exercises", ...over);
    expect(refused).toMatchObject({ status: 400, body: { code: "invalid_record" } });
    expect(await client.pull("exercises")).toEqual([]);
  });

  test("ids are each person's and each kind's own, and come back as number or text as they were sent", async () => {
    const other = await newFitnessClient(it);
    await client.push(
      "exercises",
      run(),
      run({ id: "1", name: "Text" }),
      run({ id: "a/b c", name: "Odd" }),
    );
    await client.push("meals", { id: 1, name: "Soup", calories: 200 });
    await other.push("exercises", { ...run(), user: other.username, name: "Other" });
    const own = await client.pull("exercises");
    expect(own.map(({ id, name }) => [id, name])).toEqual([
      [1, "Run"],
      ["1", "Text"],
      ["a/b c", "Odd"],
    ]);
    expect((await other.pull("exercises")).map(({ name }) => name)).toEqual(["Other"]);
    expect((await client.pull("meals")).map(({ id, name }) => [id, name])).toEqual([[1, "Soup"]]);
  });

  test("what the person recorded elsewhere reaches the client under a number of its own, for good", async () => {
    const id = newId(it.hub.ports);
    const { personId } = client.actor;
    const fields = {
      performedOn: "2026-03-01",
      activity: "Row",
      durationMinutes: 20,
      met: 7,
      weightKg: 80,
      personId,
    };
    await applied(it.hub, client.actor, create("exercises", id, fields));
    const [record] = await client.pull("exercises");
    expect(record).toMatchObject({
      name: "Row",
      duration: 20,
      calories: 196,
      user: client.username,
    });
    expect(record?.["id"]).toBeGreaterThanOrEqual(2 ** 30);
    expect(record?.["id"]).toBeLessThan(2 ** 31);
    expect((await client.pull("exercises"))[0]?.["id"]).toBe(record?.["id"]);
    // Sent back with a changed name: the computed energy stays computed.
    const { results } = await client.push("exercises", { ...record, name: "Rowing" } as Sent);
    expect(results).toMatchObject([{ status: "applied", version: 2 }]);
    expect(await exerciseRow()).toMatchObject([
      { id, activity: "Rowing", energy_kcal: null, total_kcal: 196 },
    ]);
  });

  test("[PSH6] the id that a number stands for cannot be computed, so asking for it tells nothing", async () => {
    const stranger = await newFitnessClient(it);
    const { personId } = client.actor;
    const guess = derivedId(`fitness:${personId}`, "exercises", "1");
    const fields = { performedOn: "2026-03-01", activity: "x", durationMinutes: 1 };
    const mine = { ...fields, personId: stranger.actor.personId };
    await client.push("exercises", run());
    await applied(it.hub, stranger.actor, create("exercises", guess, mine));
    expect(await client.pull("exercises")).toHaveLength(1);
  });

  test("records that an earlier hub knew by a computed id are still met by their number", async () => {
    const { personId } = client.actor;
    const { pool, engine } = it.hub;
    const id = derivedId(`fitness:${personId}`, "exercises", "7");
    const fields = { performedOn: "2026-03-01", activity: "Old", durationMinutes: 20, personId };
    await applied(it.hub, client.actor, create("exercises", id, fields));
    await pool.query(
      "insert into hub.legacy_ids (client, collection_id, legacy_id, record_id) values ($1, $2, '7', $3)",
      [`fitness:${personId}`, engine.catalog.named("exercises").number, id],
    );
    const { results } = await client.push("exercises", run({ id: 7, name: "New", version: 1 }));
    expect(results).toMatchObject([{ id: 7, version: 2 }]);
    expect(await exerciseRow()).toMatchObject([{ id, activity: "New" }]);
  });

  test("a client that names its records by text gets UUIDs for those made elsewhere", async () => {
    await client.push("exercises", run({ id: "first" }));
    const id = newId(it.hub.ports);
    const { personId } = client.actor;
    await applied(
      it.hub,
      client.actor,
      create("exercises", id, {
        performedOn: "2026-03-01",
        activity: "Row",
        durationMinutes: 20,
        personId,
      }),
    );
    expect((await client.pull("exercises")).map((record) => record["id"])).toEqual(["first", id]);
    expect(
      (await client.push("exercises", run({ id, name: "Rowing", version: 1 }))).results,
    ).toMatchObject([{ id, status: "applied" }]);
    expect(await exerciseRow()).toHaveLength(2);
  });

  test("since: all when empty or None; then only what changed, deletions marked", async () => {
    await client.push("exercises", run(), run({ id: 2, name: "Swim" }));
    for (const all of [undefined, "", "None", "null", "1970-01-01T00:00:00Z"]) {
      expect(await client.pull("exercises", all)).toHaveLength(2);
    }
    const newest = String((await client.pull("exercises")).at(-1)?.["updated_at"]);
    expect(await client.pull("exercises", newest)).toEqual([]);
    await client.push("exercises", run({ version: 1, duration: 31 }));
    const [row] = await it.hub.pool
      .query("select id from data.exercises where activity = 'Swim' and person_id = $1", [
        client.actor.personId,
      ])
      .then(({ rows }) => rows);
    await applied(it.hub, client.actor, remove("exercises", row.id, 1));
    const changed = await client.pull("exercises", newest);
    expect(changed.map((record) => [record["id"], record["deleted"]])).toEqual([
      [1, undefined],
      [2, true],
    ]);
    expect((await client.pull("exercises")).map(({ id }) => id)).toEqual([1]);
  });

  test("since takes the ways in which clients write times, and refuses what is none", async () => {
    await client.push("exercises", run());
    const newest = String((await client.pull("exercises"))[0]?.["updated_at"]);
    const micros = newest.slice(20, 26);
    const [date, time] = [newest.slice(0, 10), newest.slice(11, 19)];
    for (const same of [
      `${date}T${time}.${micros}+00:00`,
      `${date}T${time}.${micros} 00:00`,
      `${date} ${time}.${micros}`,
      `${date}T${time}.${micros}000Z`,
    ]) {
      expect(await client.pull("exercises", same), same).toEqual([]);
    }
    expect(await client.pull("exercises", `${date}T${time}`)).toHaveLength(1);
    for (const bad of [
      "yesterday",
      "2026-13-01T00:00:00Z",
      "2026-02-30T00:00:00Z",
      "' or 1=1 --",
      "12",
    ]) {
      const answer = await client.ask(
        "GET",
        `/api/exercises/pull/?since=${encodeURIComponent(bad)}`,
      );
      expect([answer.status, answer.body["code"], answer.body["faults"]]).toMatchObject([
        400,
        "invalid_since",
        [{ field: "since" }],
      ]);
    }
    expect((await client.ask("GET", "/api/exercises/pull?since=a&since=b")).status).toBe(400);
  });

  test("meals go the same way, with and without a duration", async () => {
    await client.push(
      "meals",
      { id: 1, user: client.username, name: "Soup", calories: 210.5, version: 0 },
      { id: 2, name: "Feast", duration: 90, calories: 1500 },
    );
    expect(await client.pull("meals")).toMatchObject([
      { id: 1, name: "Soup", calories: 210.5, version: 1 },
      { id: 2, name: "Feast", duration: 90, calories: 1500 },
    ]);
    expect((await client.pull("meals"))[0]).not.toHaveProperty("duration");
  });

  test("generic records keep any JSON", async () => {
    const data = { steps: [1, 2, { deep: null }], ü: "İ" };
    const { status, results } = await client.push(
      "sync",
      { id: "a", data, updated_at: "2026-01-01T00:00:00Z", version: 0 },
      { id: 2, data: null },
    );
    expect([status, results.map((result) => result["status"])]).toEqual([
      200,
      ["applied", "applied"],
    ]);
    const records = await client.pull("sync");
    expect(records.map(({ id, data: kept, version }) => [id, kept, version])).toEqual([
      ["a", data, 1],
      [2, null, 1],
    ]);
    expect(Object.keys(records[0] ?? {})).toEqual(["id", "data", "updated_at", "version"]);
    await client.push("sync", { id: "a", data: { steps: 5 }, version: 1 });
    const clash = await client.push("sync", { id: "a", data: { steps: 6 }, version: 1 });
    expect(clash.results).toMatchObject([{ id: "a", status: "conflict" }]);
    expect((await client.push("sync", { id: "a", data, version: 1 })).results).toMatchObject([
      { status: "applied", version: 2 },
    ]);
  });

  test("new records are shared when the person shares new records", async () => {
    const { personId } = client.actor;
    const profile = create("wellness_profiles", profileIdOf(personId), {
      personId,
      shareByDefault: true,
    });
    await applied(it.hub, client.actor, profile);
    await client.push("exercises", run());
    expect(await exerciseRow()).toMatchObject([{ shared_with_manager: true, site_id: it.siteId }]);
  });

  test("a deleted record that is sent again as it was stays deleted; an edit of it is a conflict", async () => {
    await client.push("exercises", run());
    expect((await client.ask("DELETE", "/api/exercises/1/")).status).toBe(204);
    expect((await client.push("exercises", run())).results).toMatchObject([{ status: "applied" }]);
    expect(await client.pull("exercises")).toEqual([]);
    const edited = await client.push("exercises", run({ version: 1, name: "Jog" }));
    expect(edited.results).toMatchObject([{ status: "conflict" }]);
  });
});
