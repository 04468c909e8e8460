import { derivedId } from "@healthops/base/ids";
import { expect, test } from "vitest";
import { demoCalendar } from "./demo-calendar.ts";
import { demoEntries, demoPeriods } from "./demo-region.ts";
import { turkishHolidays } from "./turkish-holidays.ts";

const REGION = {
  siteId: "0190a000-0000-7000-8000-00000000000a",
  prefix: "A",
  plate: "06",
  clerkId: "clerk",
  managerId: "manager",
  today: "2026-11-16",
  months: 12,
  employees: 30,
  drivers: 5,
  vehicles: 3,
  idOf: (...key: readonly string[]) => derivedId("demo", ...key),
};

test("the same day gives the same region, ids included", () => {
  expect(demoEntries(REGION)).toEqual(demoEntries(REGION));
});

test("every record is made once; today is half entered, and ahead stands only planned leave", () => {
  const all = demoEntries(REGION).flat();
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const entries = all.filter(({ collection }) => collection === "timesheet_entries");
  const dates = entries.map(({ fields }) => String(fields["date"])).toSorted();
  expect(dates[0]).toBe("2025-11-01");
  const from = (day: string) =>
    entries.filter(({ fields }) => String(fields["date"]) >= day).map(({ fields }) => fields);
  expect(from(REGION.today).every((fields) => !("startTime" in fields))).toBe(true);
  expect(new Set(from("2026-11-17").map(({ code }) => code))).toEqual(new Set(["S"]));
});

test("what all regions share is made once too", () => {
  const ids = demoCalendar("2026-11-15").map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("the months before are locked, the last one waits, the current one has no record yet", () => {
  const states = demoPeriods(REGION).map(({ fields }) => [fields["month"], fields["state"]]);
  expect(states).toHaveLength(12);
  expect(states.slice(-2)).toEqual([
    ["2026-09", "locked"],
    ["2026-10", "submitted"],
  ]);
});

test.each([
  [2025, 17],
  [2026, 17],
  [2027, 16],
])("%i has its holidays, one a day", (year, days) => {
  const holidays = turkishHolidays(year);
  expect(holidays).toHaveLength(days);
  expect(new Set(holidays.map(({ date }) => date)).size).toBe(days);
});

test("eves are free in the afternoon, and a whole day goes before an eve", () => {
  const halves = turkishHolidays(2026).filter(({ halfDay }) => halfDay);
  expect(halves.map(({ date }) => date)).toEqual(["2026-03-19", "2026-05-26", "2026-10-28"]);
  expect(turkishHolidays(2027).find(({ date }) => date === "2027-05-19")?.halfDay).toBe(false);
});
