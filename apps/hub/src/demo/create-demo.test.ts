import { openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DUTIES, ROLES } from "@healthops/schema/person";
import { listPeople } from "@healthops/hub/people/person-admin";
import { HUB_MODULES } from "../modules.ts";
import { createDemo } from "./create-demo.ts";

let opened: TestHub;

beforeEach(async () => {
  opened = await openTestHub(HUB_MODULES);
});

afterEach(async () => {
  await opened.close();
});

/** How many records there are, and how often they were changed. */
async function counts() {
  const { rows } = await opened.hub.pool.query(
    `select (select count(*) from data.people) as people, (select count(*) from data.sites) as sites,
      (select count(*) from data.exercises) + (select count(*) from data.meals) as diary,
      (select count(*) from hub.history) as changes, (select max(version) from data.meals) as version`,
  );
  return rows[0];
}

describe("the demo organisation", () => {
  test("has four sites, people of each role and duty, and a year of diaries written by their owners", async () => {
    const { hub } = opened;
    expect(await createDemo(hub, {})).toBe("created");
    const people = await listPeople(hub.pool);
    expect(new Set(people.map(({ role }) => role))).toEqual(new Set(ROLES));
    expect(new Set(people.flatMap(({ duties }) => duties))).toEqual(new Set(DUTIES));
    expect(people.every(({ hasPassword }) => hasPassword)).toBe(true);
    const { rows: sites } = await hub.pool.query("select name from data.sites order by name");
    expect(sites.map(({ name }) => String(name))).toEqual(["Ankara", "Bursa", "Istanbul", "İzmir"]);
    const { rows: foreign } = await hub.pool.query(
      `select from data.meals m join hub.history h on h.record_id = m.id where h.person_id <> m.person_id`,
    );
    expect(foreign).toHaveLength(0);
    const { rows: days } = await hub.pool.query<{ days: number }>(
      "select max(eaten_on) - min(eaten_on) as days from data.meals",
    );
    expect(days[0]?.days).toBeGreaterThan(350);
  });

  test("has a year of timesheets of each region, locked but for the last months", async () => {
    const { hub } = opened;
    await createDemo(hub, {});
    const { rows } = await hub.pool.query(
      `select s.name, count(distinct e.employee_id) as employees,
         count(distinct to_char(e.date, 'YYYY-MM')) filter (where e.date < now()) as months, count(*) > 10000 as many
       from data.timesheet_entries e join data.sites s on s.id = e.site_id group by s.name order by 1`,
    );
    const region = { employees: 40, months: 13, many: true };
    expect(rows).toEqual(
      ["Ankara", "Bursa", "Istanbul", "İzmir"].map((name) => Object.assign({ name }, region)),
    );
    const { rows: states } = await hub.pool.query(
      "select state, count(*) as periods from data.periods group by state order by state",
    );
    expect(states).toEqual([
      { state: "locked", periods: 44 },
      { state: "submitted", periods: 4 },
    ]);
  });

  test("is made once, however often it is asked for", async () => {
    await createDemo(opened.hub, {});
    const before = await counts();
    expect(await createDemo(opened.hub, {})).toBe("present");
    expect(await counts()).toEqual(before);
  });

  test("goes on where an interrupted creation stopped", async () => {
    const stop = new AbortController();
    const interrupted = createDemo(opened.hub, {
      signal: stop.signal,
      onProgress: (_what, done) => done > 0.4 && stop.abort(),
    });
    await expect(interrupted).rejects.toMatchObject({ code: "start_cancelled" });
    expect(await createDemo(opened.hub, {})).toBe("created");
    const resumed = await counts();
    expect(resumed).toMatchObject({ version: 1 });
  });

  test("is made by one of two hubs that start at once", async () => {
    const outcomes = await Promise.all([createDemo(opened.hub, {}), createDemo(opened.hub, {})]);
    expect(outcomes.toSorted()).toEqual(["created", "present"]);
  });

  test("leaves a database with people of its own alone", async () => {
    const other = await openTestHub(HUB_MODULES);
    const { addPerson } = await import("@healthops/hub/people/person-admin");
    const { pool: db, engine, ports } = other.hub;
    await addPerson({ db, engine, ports }, { username: "ayse", displayName: "A", role: "USER" });
    expect(await createDemo(other.hub, {})).toBe("not_empty");
    await other.close();
  });
});
