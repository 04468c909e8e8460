import { listeningServer } from "@healthops/hub/testing/server-fixture";
import type { OpenHubServer } from "@healthops/hub/doors/hub-server";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import { allowLarge } from "@healthops/hub/keys/key-admin";
import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { workforceHub } from "../../hub.ts";
import type { DesktopProgram } from "./testing/desktop-program.ts";
import { counts, newProgram } from "./testing/desktop-program.ts";

let it: TestHub;
let server: OpenHubServer;
let url: string;
let ankara: string;
let pc: DesktopProgram;

beforeAll(async () => {
  it = await openTestHub([workforceHub]);
  ({ server, url } = await listeningServer(it.hub));
  ankara = await addSite(it.hub, "Ankara");
});
afterAll(async () => {
  await server.close();
  await it.close();
});
beforeEach(async () => {
  pc = await newProgram(it.hub, url, ankara);
});
afterEach(() => pc.close());

/** Employees from `first` on, in one statement. */
function employees(first: number, howMany: number): void {
  pc.sql(`insert into employees (id, name, region, created_at)
    with recursive n(x) as (select ${first} union all select x + 1 from n where x < ${first + howMany - 1})
    select x, 'Synthetic ' || x, 'Ankara', '2024-01-01' from n`);
}

/** One entry a day and employee, of `days` days. */
function entries(first: number, days: number, of: number): void {
  pc.sql(`insert into timesheets (id, employee_id, work_date, start_time, end_time, break_minutes, is_special, region)
    with recursive n(x) as (select 0 union all select x + 1 from n where x < ${days * of - 1})
    select ${first} + x, 1 + x % ${of}, date('2020-01-01', '+' || (x / ${of}) || ' days'), '08:00', '17:00', 60, 0, 'Ankara' from n`);
}

const administration = () => ({ hub: it.hub, actor: SYSTEM_ACTOR });

const inHub = async (table: string): Promise<number> => {
  const { rows } = await it.hub.pool.query<{ n: number }>(
    `select count(*)::int as n from data.${table} where site_id = $1 and not deleted`,
    [ankara],
  );
  return rows[0]?.n ?? 0;
};

describe("a file is taken in portions", () => {
  test("and its answer counts all of them; sent again it is known as a whole", async () => {
    employees(1, 10);
    entries(1, 520, 10);
    const before = await inHub("timesheet_entries");
    expect(counts(await pc.upload(), "timesheets")).toEqual([5_200, 0, 0, 0, 0]);
    expect(await inHub("timesheet_entries")).toBe(before + 5_200);
    pc.sql("update timesheets set end_time = '18:00' where id % 2 = 0");
    expect(counts(await pc.upload(), "timesheets")).toEqual([0, 2_600, 2_600, 0, 0]);
    expect(counts(await pc.upload(), "timesheets")).toEqual([0, 0, 5_200, 0, 0]);
  });

  test("and one day twice in it is refused, however far apart the rows stand", async () => {
    employees(1, 10);
    entries(1, 520, 10);
    pc.entry(9_000, 1, "2020-01-01");
    const answer = await pc.upload();
    expect(counts(answer, "timesheets")).toEqual([5_200, 0, 0, 0, 1]);
    expect(answer.body.tables["timesheets"]?.refusals).toMatchObject([
      { id: 9_000, code: "day_taken" },
    ]);
  });

  test("and when it breaks off in the middle, the same file sent again goes on", async () => {
    employees(1, 10);
    entries(1, 520, 10);
    const { engine } = it.hub;
    const submit = engine.submit.bind(engine);
    let portions = 0;
    engine.submit = (submission) => {
      if (++portions === 3) throw new Error("the machine stops here");
      return submit(submission);
    };
    const broken = await pc.upload();
    engine.submit = submit;
    expect(broken.status).toBe(500);
    const again = await pc.upload();
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ refused: 0, conflicts: 0 });
    const { rows } = await it.hub.pool.query(
      `select count(*)::int as entries, count(distinct (employee_id, date))::int as days
        from data.timesheet_entries e join data.employees p on p.id = e.employee_id
        where not e.deleted`,
    );
    expect(rows[0]).toEqual({ entries: rows[0]?.["days"], days: rows[0]?.["days"] });
    expect(counts(await pc.upload(), "timesheets")).toEqual([0, 0, 5_200, 0, 0]);
  });
});

describe("a file that would make many times what the region has", () => {
  test("is refused before anything is written, and says who can allow it", async () => {
    const before = await inHub("employees");
    employees(1, 1_001 + before * 2);
    const answer = await pc.upload();
    expect(answer).toMatchObject({
      status: 422,
      body: { code: "implausible_upload", table: "employees", present: before, keyId: pc.keyId },
    });
    expect(await inHub("employees")).toBe(before);
  });

  test("is taken once an administrator has allowed it, and the key is the only one that may", async () => {
    const before = await inHub("employees");
    const many = 1_001 + before * 2;
    employees(1, many);
    const other = await newProgram(it.hub, url, ankara);
    await allowLarge(administration(), other.keyId);
    other.close();
    expect((await pc.upload()).status).toBe(422);
    await allowLarge(administration(), pc.keyId);
    expect(counts(await pc.upload(), "employees")).toEqual([many, 0, 0, 0, 0]);
    expect(await inHub("employees")).toBe(before + many);
  });
});

test("no key has all places for files to itself", async () => {
  employees(1, 5);
  const answers = await Promise.all(Array.from({ length: 12 }, () => pc.upload()));
  const statuses = answers.map(({ status }) => status);
  expect(statuses).toContain(200);
  expect(statuses.filter((status) => status !== 200 && status !== 409)).toContain(429);
  expect(answers.find(({ status }) => status === 429)?.body).toMatchObject({
    code: "too_many_files",
  });
});
