import { openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES } from "@healthops/schema/person";
import type { Hub } from "@healthops/hub/hub";
import { addPerson, listPeople } from "@healthops/hub/people/person-admin";
import { HUB_MODULES } from "@healthops/installed/on-hub";
import type { DemoOutcome } from "./create-demo.ts";
import { createDemo } from "./create-demo.ts";
import { DEMO_PEOPLE } from "./demo-people.ts";

const SMALL = { size: "small" } as const;

let opened: TestHub;
let outcome: DemoOutcome;

/** How many records there are, and how often they were changed. */
async function counts({ hub }: TestHub) {
  const { rows } = await hub.pool.query(
    `select (select count(*) from data.people) as people, (select count(*) from data.sites) as sites,
      (select count(*) from data.exercises) + (select count(*) from data.meals) as diary,
      (select count(*) from hub.history) as changes, (select max(version) from data.meals) as version`,
  );
  return rows[0];
}

const SITES = ["Ankara", "Bursa", "Istanbul", "İzmir"];

async function siteNames(hub: Hub): Promise<readonly string[]> {
  const { rows } = await hub.pool.query("select name from data.sites order by name");
  return rows.map(({ name }) => String(name));
}

/** Meals that somebody else than their owner wrote down. */
async function foreignMeals(hub: Hub): Promise<number> {
  const { rows } = await hub.pool.query(
    `select from data.meals m join hub.history h on h.record_id = m.id where h.person_id <> m.person_id`,
  );
  return rows.length;
}

/** From the first to the last. */
async function daysOfMeals(hub: Hub): Promise<number | undefined> {
  const { rows } = await hub.pool.query<{ days: number }>(
    "select max(eaten_on) - min(eaten_on) as days from data.meals",
  );
  return rows[0]?.days;
}

/** Of each region: who has entries, in how many months until today, and whether those are more than so many. */
async function timesheets(hub: Hub, many: number): Promise<readonly object[]> {
  const { rows } = await hub.pool.query(
    `select s.name, count(distinct e.employee_id) as employees,
       count(distinct to_char(e.date, 'YYYY-MM')) filter (where e.date < now()) as months, count(*) > $1 as many
     from data.timesheet_entries e join data.sites s on s.id = e.site_id group by s.name order by 1`,
    [many],
  );
  return rows;
}

async function periodStates(hub: Hub): Promise<readonly object[]> {
  const { rows } = await hub.pool.query(
    "select state, count(*) as periods from data.periods group by state order by state",
  );
  return rows;
}

describe("the full demo organisation", () => {
  beforeAll(async () => {
    opened = await openTestHub(HUB_MODULES);
    outcome = await createDemo(opened.hub, {});
  }, 180_000);
  afterAll(() => opened.close());

  test("has four sites, people of each role and duty, and a year of diaries written by their owners", async () => {
    const { hub } = opened;
    expect(outcome).toBe("created");
    const people = await listPeople(hub.pool);
    expect(new Set(people.map(({ role }) => role))).toEqual(new Set(ROLES));
    expect(new Set(people.flatMap(({ duties }) => duties))).toEqual(
      new Set(hub.schema.duties.keys()),
    );
    expect(people.every(({ hasPassword }) => hasPassword)).toBe(true);
    expect(await siteNames(hub)).toEqual(SITES);
    expect(await foreignMeals(hub)).toBe(0);
    expect(await daysOfMeals(hub)).toBeGreaterThan(350);
  });

  test("has a year of timesheets of each region, locked but for the last months", async () => {
    const { hub } = opened;
    const region = { employees: 40, months: 13, many: true };
    expect(await timesheets(hub, 10_000)).toEqual(
      SITES.map((name) => Object.assign({ name }, region)),
    );
    expect(await periodStates(hub)).toEqual([
      { state: "locked", periods: 44 },
      { state: "submitted", periods: 4 },
    ]);
  });

  test("is made once, however often it is asked for, and in whatever size", async () => {
    const before = await counts(opened);
    expect(await createDemo(opened.hub, {})).toBe("present");
    expect(await createDemo(opened.hub, SMALL)).toBe("present");
    expect(await counts(opened)).toEqual(before);
  });
});

describe("the small demo organisation", () => {
  beforeAll(async () => {
    opened = await openTestHub(HUB_MODULES);
    outcome = await createDemo(opened.hub, SMALL);
  }, 120_000);
  afterAll(() => opened.close());

  test("has the sites and people of the full one, and two months of their diaries", async () => {
    const { hub } = opened;
    expect(outcome).toBe("created");
    const people = await listPeople(hub.pool);
    expect(people.map(({ username }) => username).toSorted()).toEqual(
      DEMO_PEOPLE.map(({ username }) => username).toSorted(),
    );
    expect(people.every(({ hasPassword }) => hasPassword)).toBe(true);
    expect(await siteNames(hub)).toEqual(SITES);
    expect(await foreignMeals(hub)).toBe(0);
    expect(await daysOfMeals(hub)).toBe(59);
  });

  test("has two months of timesheets and this one, of each region: one locked, one submitted", async () => {
    const { hub } = opened;
    const region = { employees: 12, months: 3, many: true };
    expect(await timesheets(hub, 400)).toEqual(
      SITES.map((name) => Object.assign({ name }, region)),
    );
    expect(await periodStates(hub)).toEqual([
      { state: "locked", periods: 4 },
      { state: "submitted", periods: 4 },
    ]);
  });

  test("says how much of it there is", async () => {
    const { rows } = await opened.hub.pool.query<{ body: string }>("select body from data.notices");
    expect(rows.map(({ body }) => body).join(" ")).toContain("two months of made-up data");
  });
});

describe("the making of the demo organisation", () => {
  test("goes on where it was interrupted, in the size in which it was begun", async () => {
    const other = await openTestHub(HUB_MODULES);
    const stop = new AbortController();
    const interrupted = createDemo(other.hub, {
      ...SMALL,
      signal: stop.signal,
      onProgress: (_what, done) => done > 0.4 && stop.abort(),
    });
    await expect(interrupted).rejects.toMatchObject({ code: "start_cancelled" });
    expect(await createDemo(other.hub, {})).toBe("created");
    const resumed = await counts(other);
    expect(resumed).toMatchObject({ version: 1 });
    expect(await daysOfMeals(other.hub)).toBe(59);
    await other.close();
  });

  test("is done by one of two hubs that start at once", async () => {
    const { hub, close } = await openTestHub(HUB_MODULES);
    const outcomes = await Promise.all([createDemo(hub, SMALL), createDemo(hub, SMALL)]);
    expect(outcomes.toSorted()).toEqual(["created", "present"]);
    await close();
  });

  test("leaves a database with people of its own alone", async () => {
    const other = await openTestHub(HUB_MODULES);
    const { pool: db, engine, ports } = other.hub;
    await addPerson({ db, engine, ports }, { username: "ayse", displayName: "A", role: "USER" });
    expect(await createDemo(other.hub, {})).toBe("not_empty");
    await other.close();
  });
});
