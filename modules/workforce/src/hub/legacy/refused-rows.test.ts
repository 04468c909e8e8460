import { listeningServer } from "@healthops/hub/testing/server-fixture";
import type { OpenHubServer } from "@healthops/hub/doors/hub-server";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import { addSite, applied, create, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { workforceHub } from "../../hub.ts";
import { periodIdOf } from "../../natural-ids.ts";
import type { Answer, DesktopProgram } from "./testing/desktop-program.ts";
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
  pc.employee(1, "Şükrü Çağlayan");
});
afterEach(() => pc.close());

const refusals = (answer: Answer, table: string) => answer.body.tables[table]?.refusals ?? [];

const DAY = "2026-05-04";
const TIME = "is not a time such as 08:30, from 00:00 to 23:59";

describe("a row that says nothing is refused alone, and told by row, column and reason", () => {
  test.each([
    [{ work_date: "yesterday" }, "work_date is not a day such as 2026-03-01"],
    [{ work_date: "2026-02-30" }, /^work_date: Day must be a day of the calendar/],
    [{ work_date: null }, "work_date: Day is required."],
    [{ start_time: "25:00" }, `start_time ${TIME}`],
    [{ end_time: "24:00" }, `end_time ${TIME}`],
    [{ end_time: "17:60" }, `end_time ${TIME}`],
    [{ end_time: "five" }, `end_time ${TIME}`],
    [{ break_minutes: "an hour" }, "break_minutes is not a whole number"],
    [{ break_minutes: 1.5 }, "break_minutes is not a whole number"],
    [{ break_minutes: -5 }, /^break_minutes: Break must be 0 to 1440/],
    [{ is_special: "perhaps" }, "is_special is neither 0 nor 1"],
    [{ notes: "x".repeat(2_001) }, /^notes: Note is too long/],
    [{ employee_id: 7 }, "it names employee 7, who is not in the file"],
    [{ employee_id: null }, "it names employee nobody, who is not in the file"],
  ])("%o", async (wrong, reason) => {
    pc.entry(1, 1, DAY);
    pc.entry(2, 1, "2026-05-05", wrong);
    const answer = await pc.upload();
    expect(counts(answer, "timesheets")).toEqual([1, 0, 0, 0, 1]);
    expect(refusals(answer, "timesheets")).toEqual([
      {
        id: 2,
        code: expect.any(String),
        reason: expect.stringMatching(reason),
      },
    ]);
  });

  test("texts of other tables, by the names that the program has for them", async () => {
    pc.insert("employees", { id: 2, name: " ", region: "Ankara" });
    pc.insert("drivers", { id: 1, full_name: "x", license_class: "Z".repeat(30) });
    const answer = await pc.upload();
    expect(refusals(answer, "employees")).toMatchObject([
      { id: 2, reason: expect.stringMatching(/^name: /) },
    ]);
    expect(refusals(answer, "drivers")).toMatchObject([
      { id: 1, reason: expect.stringMatching(/^license_class: /) },
    ]);
  });
});

test("days and times are taken as programs write them", async () => {
  const written = [
    ["01.06.2026", "8:00", "17:30"],
    ["2/6/2026", "08:00:00", "17.30"],
    ["2026-06-03 00:00:00", "08.00", "17:30:59"],
    ["2026-06-04T00:00:00Z", " 08:00 ", "17:30"],
  ] as const;
  for (const [at, [day, start, end]] of written.entries()) {
    pc.entry(at + 1, 1, day, { start_time: start, end_time: end, break_minutes: "30" });
  }
  expect(counts(await pc.upload(), "timesheets")).toEqual([4, 0, 0, 0, 0]);
  await pc.download();
  expect(
    pc.rows(`select work_date, start_time, end_time, break_minutes from timesheets
      where work_date like '2026-06-%' order by 1`),
  ).toEqual(
    ["01", "02", "03", "04"].map((day) => ({
      work_date: `2026-06-${day}`,
      start_time: "08:00",
      end_time: "17:30",
      break_minutes: 30,
    })),
  );
});

test("a locked month refuses its rows, and only those", async () => {
  pc.entry(1, 1, "2026-07-01");
  await pc.upload();
  await applied(
    it.hub,
    SYSTEM_ACTOR,
    create("periods", periodIdOf(ankara, "2026-07"), {
      siteId: ankara,
      month: "2026-07",
      state: "locked",
    }),
  );
  pc.sql("update timesheets set end_time = '19:00'");
  pc.entry(2, 1, "2026-07-02");
  pc.entry(3, 1, "2026-08-03");
  const answer = await pc.upload();
  expect(counts(answer, "timesheets")).toEqual([1, 0, 0, 0, 2]);
  expect(refusals(answer, "timesheets")).toMatchObject(
    [1, 2].map((id) => ({
      id,
      code: "rule_broken",
      reason: expect.stringMatching(/^work_date: The timesheets of July 2026 are locked/),
    })),
  );
});
