import { listeningServer } from "@healthops/hub/testing/server-fixture";
import type { OpenHubServer } from "@healthops/hub/doors/hub-server";
import { addActor, addSite, applied, openTestHub, update } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { workforceHub } from "../../hub.ts";
import type { DesktopProgram } from "./testing/desktop-program.ts";
import { counts, newProgram } from "./testing/desktop-program.ts";

let it: TestHub;
let server: OpenHubServer;
let url: string;
let ankara: string;
let istanbul: string;
const programs: DesktopProgram[] = [];

beforeAll(async () => {
  it = await openTestHub([workforceHub]);
  ({ server, url } = await listeningServer(it.hub));
  ankara = await addSite(it.hub, "Ankara");
  istanbul = await addSite(it.hub, "İstanbul");
});
afterAll(async () => {
  await server.close();
  await it.close();
});

let pc: DesktopProgram;
const program = async (siteId: string | null): Promise<DesktopProgram> => {
  const made = await newProgram(it.hub, url, siteId);
  programs.push(made);
  return made;
};
beforeEach(async () => {
  pc = await program(ankara);
});
afterEach(() => {
  for (const one of programs.splice(0)) one.close();
});

const recordOf = async (collection: string, where: string) => {
  const { rows } = await it.hub.pool.query<{
    id: string;
    version: number;
    [name: string]: unknown;
  }>(`select * from data.${collection} where ${where}`);
  return rows[0];
};

describe("one PC", () => {
  test("hands over its database, and the same file again changes nothing", async () => {
    pc.employee(1, "Ada Bir");
    pc.employee(2, "Can Iki");
    pc.entry(1, 1, "2026-03-02");
    pc.entry(2, 2, "2026-03-02", { start_time: "8:30", end_time: "17:30:00", is_special: 1 });
    pc.insert("vehicles", { id: 1, plate: "06 AB 123", brand: "X", model: "Y", region: "Ankara" });
    pc.insert("drivers", {
      id: 1,
      full_name: "Ada Bir",
      license_class: "B",
      phone: "1",
      region: "ANKARA",
    });
    pc.insert("users", { id: 1, username: "ada", role: "admin", region: "Ankara" });
    pc.insert("settings", { key: "shift", value: "8" });
    const first = await pc.upload({ "x-region": "ankara", "x-reason": "first%20of%20all" });
    expect(first.status, JSON.stringify(first.body)).toBe(200);
    for (const [table, added] of Object.entries({
      employees: 2,
      timesheets: 2,
      vehicles: 1,
      drivers: 1,
      users: 1,
      settings: 1,
    })) {
      expect([table, ...counts(first, table)]).toEqual([table, added, 0, 0, 0, 0]);
    }
    const before = await recordOf("employees", "name = 'Ada Bir'");
    const second = await pc.upload();
    expect(counts(second, "employees")).toEqual([0, 0, 2, 0, 0]);
    expect(counts(second, "timesheets")).toEqual([0, 0, 2, 0, 0]);
    expect(counts(second, "settings")).toEqual([0, 0, 1, 0, 0]);
    expect(await recordOf("employees", "name = 'Ada Bir'")).toEqual(before);
    const { rows } = await it.hub.pool.query(
      "select person_id, replica_id, reason, device_time_ms from hub.history where record_id = $1",
      [before?.id],
    );
    expect(rows).toEqual([
      { person_id: pc.keyId, replica_id: pc.keyId, reason: "first of all", device_time_ms: null },
    ]);
    expect(await recordOf("timesheet_entries", "is_special")).toMatchObject({
      start_time: "08:30",
      end_time: "17:30",
      break_minutes: 60,
    });
  });

  test("changes rows, and only what changed is written", async () => {
    pc.employee(1, "Ece");
    pc.entry(1, 1, "2026-03-03");
    await pc.upload();
    pc.sql("update timesheets set end_time = '18:00' where id = 1");
    pc.employee(2, "Ece Iki");
    const answer = await pc.upload();
    expect(counts(answer, "timesheets")).toEqual([0, 1, 0, 0, 0]);
    expect(counts(answer, "employees")).toEqual([1, 0, 1, 0, 0]);
    const { rows } = await it.hub.pool.query(
      `select h.after from hub.history h join data.timesheet_entries e on e.id = h.record_id
        join data.employees m on m.id = e.employee_id where m.name = 'Ece' and h.version = 2`,
    );
    expect(rows).toEqual([{ after: { endTime: "18:00", workedMinutes: 540 } }]);
  });

  test("downloads, puts the file in place of its own, and goes on", async () => {
    pc.sql("alter table employees add column badge TEXT; pragma user_version = 7");
    pc.employee(5, "Deniz");
    pc.sql("update employees set badge = 'B-5'");
    pc.entry(9, 5, "2026-03-04", { notes: "late" });
    pc.insert("settings", { key: "api_key", value: "s3cret" });
    await pc.upload();
    const before = pc.rows("select * from timesheets where employee_id = 5");
    expect(await pc.download()).toBe(200);
    expect(pc.rows("select * from timesheets where employee_id = 5")).toEqual(before);
    expect(pc.rows("select name, badge, created_at from employees where id = 5")).toEqual([
      { name: "Deniz", badge: "B-5", created_at: "2024-01-01 08:00:05" },
    ]);
    expect(pc.rows("select value from settings where key = 'api_key'")).toEqual([
      { value: "s3cret" },
    ]);
    expect(await recordOf("workforce_settings", "key = 'api_key'")).toBeUndefined();
    expect(pc.rows("pragma user_version")).toEqual([{ user_version: 7 }]);
    const again = await pc.upload();
    expect([again.body["added"], again.body["changed"]]).toEqual([0, 0]);
    pc.sql("update timesheets set notes = 'very late' where id = 9");
    pc.sql(
      "insert into employees (name, region, created_at) values ('New', 'Ankara', '2026-01-01')",
    );
    const next = await pc.upload();
    expect(counts(next, "timesheets").slice(0, 2)).toEqual([0, 1]);
    expect(counts(next, "employees").slice(0, 2)).toEqual([1, 0]);
    await pc.download();
    expect(pc.rows("select notes from timesheets where id = 9")).toEqual([{ notes: "very late" }]);
  });

  test("moves a row to another day: the day it left is cleared", async () => {
    pc.employee(1, "Mover");
    pc.entry(1, 1, "2026-04-01");
    await pc.upload();
    pc.sql("update timesheets set work_date = '2026-04-02' where id = 1");
    const answer = await pc.upload();
    expect(counts(answer, "timesheets")).toEqual([0, 1, 0, 0, 0]);
    await pc.download();
    expect(
      pc.rows(
        `select work_date from timesheets t join employees e on e.id = t.employee_id where name = 'Mover'`,
      ),
    ).toEqual([{ work_date: "2026-04-02" }]);
  });

  test("does not delete what its file no longer has, and goes on with a day entered again", async () => {
    pc.employee(1, "Gone");
    pc.entry(1, 1, "2026-04-03");
    await pc.upload();
    pc.sql("delete from timesheets");
    expect((await pc.upload()).status).toBe(200);
    pc.entry(2, 1, "2026-04-03", { end_time: "12:00" });
    const answer = await pc.upload();
    expect(counts(answer, "timesheets")).toEqual([0, 1, 0, 0, 0]);
    expect(
      await recordOf("conflicts", "collection = 'timesheet_entries' and status = 'open'"),
    ).toBeUndefined();
  });
});

describe("two PCs", () => {
  test("number their rows alike and never meet in one record", async () => {
    const other = await program(ankara);
    pc.employee(1, "Same Name");
    other.employee(1, "Same Name");
    pc.entry(1, 1, "2026-05-01");
    other.entry(1, 1, "2026-05-01");
    const [one, two] = await Promise.all([pc.upload(), other.upload()]);
    expect([counts(one, "employees")[0], counts(two, "employees")[0]]).toEqual([1, 1]);
    expect(
      await it.hub.pool.query("select from data.employees where name = 'Same Name'"),
    ).toMatchObject({
      rowCount: 2,
    });
    await pc.download();
    expect(pc.rows("select count(*) as n from employees where name = 'Same Name'")).toEqual([
      { n: 2 },
    ]);
  });

  test("change different fields of one record, and both changes stay", async () => {
    const other = await program(ankara);
    pc.employee(1, "Shared One");
    await pc.upload();
    await other.download();
    const id = Number(other.rows("select id from employees where name = 'Shared One'")[0]?.["id"]);
    other.sql(`update employees set position = 'Chief' where id = ${id}`);
    pc.sql("update employees set name = 'Shared Uno' where id = 1");
    expect(counts(await other.upload(), "employees")[1]).toBe(1);
    // This file still has the old position: it must not come back by it.
    expect(counts(await pc.upload(), "employees")[1]).toBe(1);
    expect(counts(await pc.upload(), "employees").slice(0, 2)).toEqual([0, 0]);
    expect(await recordOf("employees", "name = 'Shared Uno'")).toMatchObject({ position: "Chief" });
  });

  test("change the same field: the hub's value stays, both wait for a person, once", async () => {
    const other = await program(ankara);
    pc.employee(1, "Clash");
    await pc.upload();
    await other.download();
    const id = Number(other.rows("select id from employees where name = 'Clash'")[0]?.["id"]);
    other.sql(`update employees set position = 'Left' where id = ${id}`);
    pc.sql("update employees set position = 'Right' where id = 1");
    await other.upload();
    const answer = await pc.upload();
    expect(counts(answer, "employees").slice(0, 4)).toEqual([0, 1, expect.any(Number), 1]);
    const record = await recordOf("employees", "name = 'Clash'");
    expect(record).toMatchObject({ position: "Left" });
    const conflict = await recordOf("conflicts", `record_id = '${record?.id}'`);
    expect(conflict).toMatchObject({
      base: { position: "Worker" },
      mine: { position: "Right" },
      theirs: { position: "Left" },
      mine_by: pc.keyId,
      theirs_by: other.keyId,
    });
    await pc.upload();
    expect(await recordOf("conflicts", `record_id = '${record?.id}'`)).toEqual(conflict);
    await pc.download();
    expect(pc.rows("select position from employees where name = 'Clash'")).toEqual([
      { position: "Left" },
    ]);
  });

  test("an old file that is sent again does not take back what others did", async () => {
    pc.employee(1, "Old File");
    await pc.upload();
    const record = await recordOf("employees", "name = 'Old File'");
    const manager = await addActor(it.hub, "MANAGER", ankara);
    await applied(
      it.hub,
      manager,
      update("employees", String(record?.id), 1, { position: "Promoted" }),
    );
    // A download that never came to be used.
    await pc.download(false);
    const answer = await pc.upload();
    expect([answer.body["added"], answer.body["changed"]]).toEqual([0, 0]);
    expect(await recordOf("employees", "name = 'Old File'")).toMatchObject({
      position: "Promoted",
    });
  });

  test("enter the same day offline: a conflict with both values, never two rows", async () => {
    const other = await program(ankara);
    pc.employee(1, "Day Clash");
    await pc.upload();
    await other.download();
    const id = Number(other.rows("select id from employees where name = 'Day Clash'")[0]?.["id"]);
    pc.entry(1, 1, "2026-06-01");
    other.entry(700, id, "2026-06-01", { end_time: "20:00" });
    await pc.upload();
    const answer = await other.upload();
    expect(counts(answer, "timesheets").slice(0, 4)).toEqual([0, 1, expect.any(Number), 1]);
    const { rows } = await it.hub.pool.query(
      `select e.end_time from data.timesheet_entries e join data.employees m on m.id = e.employee_id
        where m.name = 'Day Clash'`,
    );
    expect(rows).toEqual([{ end_time: "17:00" }]);
  });

  test("under one key are told apart, and the second is asked to get its own", async () => {
    const other = await program(ankara);
    pc.employee(1, "First PC");
    await pc.upload();
    other.insert("employees", {
      id: 1,
      name: "Second PC",
      region: "Ankara",
      created_at: "2025-05-05 10:00:00",
    });
    const answer = await pc.upload({}, other.path);
    expect([answer.status, answer.body.code]).toEqual([422, "other_database"]);
    expect(await recordOf("employees", "name = 'Second PC'")).toBeUndefined();
  });
});

const names = (one: DesktopProgram) =>
  one.rows("select name, region from employees where name like 'In %' order by name");

describe("regions", () => {
  test("rows of another region than the key's are refused, each with its reason", async () => {
    pc.employee(1, "Local");
    pc.employee(2, "Foreign", "istanbul");
    pc.employee(3, "Nowhere", "Atlantis");
    pc.entry(1, 2, "2026-03-02");
    const answer = await pc.upload();
    expect(counts(answer, "employees")).toEqual([1, 0, 0, 0, 2]);
    expect(answer.body.tables["employees"]?.refusals).toEqual([
      {
        id: 2,
        code: "other_region",
        reason: "it belongs to İstanbul, and this key opens Ankara only",
      },
      { id: 3, code: "unknown_region", reason: "its region is none of this hub's" },
    ]);
    expect(answer.body.tables["timesheets"]?.refusals).toEqual([
      { id: 1, code: "employee_refused", reason: "its employee 2 was refused" },
    ]);
    expect(await recordOf("employees", "name in ('Foreign', 'Nowhere')")).toBeUndefined();
  });

  test("a key sees its own region only, one of all regions sees all", async () => {
    const far = await program(istanbul);
    const head = await program(null);
    pc.employee(1, "In Ankara");
    far.employee(1, "In Istanbul", "ISTANBUL");
    await Promise.all([pc.upload(), far.upload({ "x-region": encodeURIComponent("İstanbul") })]);
    await pc.download();
    await head.download();
    expect(names(pc)).toEqual([{ name: "In Ankara", region: "Ankara" }]);
    expect(names(head)).toEqual([
      { name: "In Ankara", region: "Ankara" },
      { name: "In Istanbul", region: "İstanbul" },
    ]);
    head.sql("update employees set position = 'Both' where name like 'In %'");
    const answer = await head.upload();
    expect(counts(answer, "employees")[1]).toBe(2);
    const moved = await pc.upload({ "x-region": "Izmir" });
    expect([moved.status, moved.body.code]).toEqual([422, "unknown_region"]);
    const wrong = await pc.upload({ "x-region": "istanbul" });
    expect([wrong.status, wrong.body.code]).toEqual([403, "region_not_allowed"]);
  });

  test("a download of another region's key tells a key nothing, and one of its own region goes on", async () => {
    const far = await program(istanbul);
    far.employee(1, "In Istanbul", "ISTANBUL");
    await far.upload();
    await far.download();
    const colleague = await program(istanbul);
    expect((await colleague.upload({}, far.path)).status).toBe(200);
    const answer = await pc.upload({}, far.path);
    expect([answer.status, answer.body.code]).toEqual([409, "unknown_file"]);
  });

  test("the totals are for everybody and name nobody; the dashboard needs a key of all regions", async () => {
    await addSite(it.hub, `<script>alert("x")</script>`);
    pc.employee(1, "Secret Person");
    await pc.upload();
    const status = await (await fetch(`${url}/status`)).text();
    expect(status).not.toContain("Secret");
    const told = JSON.parse(status) as {
      totals: Record<string, number>;
      regions: { region: string; last_sync: string | null }[];
    };
    expect(told.totals["employees"]).toBeGreaterThan(0);
    expect(told.regions.find(({ region }) => region === "Ankara")?.last_sync).toMatch(
      /^2\d{3}-.*Z$/,
    );
    const page = (key: string) => fetch(`${url}/dashboard`, { headers: { "x-api-key": key } });
    expect((await page(pc.key)).status).toBe(403);
    const head = await program(null);
    const answer = await page(head.key);
    expect(answer.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
    const html = await answer.text();
    expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
    expect(html).not.toContain("<script");
    const health = (await (await fetch(`${url}/health`)).json()) as { status: string };
    expect(health.status).toBe("ok");
  });

  test("a hundred strangers who ask for the totals cost hardly more than one", async () => {
    const asked = vi.spyOn(it.hub.pool, "query");
    const strangers = Array.from(
      { length: 100 },
      async () => (await fetch(`${url}/status`)).status,
    );
    expect(new Set(await Promise.all(strangers))).toEqual(new Set([200]));
    const totals = asked.mock.calls.filter((call) =>
      JSON.stringify(call).includes("region_totals"),
    );
    asked.mockRestore();
    // one, or on a busy machine one each two seconds
    expect(totals.length).toBeLessThan(10);
  });
});
