import { expect, test } from "vitest";
import { codesOf } from "../terms/codes.ts";
import type { GridEntry, GridInput } from "./month-grid.ts";
import { gridRange, monthGrid } from "./month-grid.ts";
import { DEFAULT_RULE_SET } from "./rule-set.ts";
import { yearlyCap } from "./yearly-cap.ts";

const EMPLOYEE = { id: "e1", siteId: "ankara", weeklyContractMinutes: 2700 };

const entry = (date: string, hours: number): GridEntry => ({
  employeeId: "e1",
  date,
  hours,
  code: null,
  startTime: null,
  endTime: null,
  breakMinutes: null,
  isSpecial: false,
});

const input = (more: Partial<GridInput<typeof EMPLOYEE>>): GridInput<typeof EMPLOYEE> => ({
  month: "2026-04",
  employees: [EMPLOYEE],
  entries: [],
  holidays: [],
  ruleSets: [],
  codes: codesOf([]),
  ...more,
});

test("a month needs the days from the Monday of its first week", () => {
  expect(gridRange("2026-04")).toEqual({ from: "2026-03-30", to: "2026-04-30" });
  expect(gridRange("2026-06")).toEqual({ from: "2026-06-01", to: "2026-06-30" });
});

test("overtime of a shared week counts the days before the month, which themselves are not in it", () => {
  const week = ["30", "31"].map((day) => entry(`2026-03-${day}`, 11));
  const april = ["01", "02", "03"].map((day) => entry(`2026-04-${day}`, 10));
  const grid = monthGrid(input({ entries: [...april, ...week] }));
  expect(grid.days).toHaveLength(30);
  expect(grid.rows[0]?.totals.worked.minutes).toBe(1800);
  expect(grid.rows[0]?.totals.overtime.minutes).toBe(22 * 60 + 1800 - 2700);
  expect(grid.rows[0]?.totals.overtime.parts).toMatchObject([
    { ruleId: "weekly_limit", from: "2026-04-03", minutes: 420, pay: { percent: 150 } },
  ]);
  expect(grid.dayTotals[2]).toEqual({ workedMinutes: 600, overtimeMinutes: 420, people: 1 });
});

test("holidays of everywhere and of the employee's region count, those of others do not", () => {
  const holidays = [
    { date: "2026-04-23", name: "23 Nisan", halfDay: false, siteId: null },
    { date: "2026-04-24", name: "Fuar", halfDay: true, siteId: "ankara" },
    { date: "2026-04-27", name: "Kurtuluş", halfDay: false, siteId: "bursa" },
  ];
  const entries = ["23", "24", "27"].map((day) => entry(`2026-04-${day}`, 8));
  const grid = monthGrid(input({ entries, holidays }));
  expect(grid.rows[0]?.totals.holiday.parts).toMatchObject([
    { from: "2026-04-23", minutes: 480 },
    { from: "2026-04-24", minutes: 240 },
  ]);
  expect(grid.days[22]?.holiday?.name).toBe("23 Nisan");
  expect(grid.days[23]?.holiday).toBeNull();
});

test("each day goes by the rule set in force on it", () => {
  const ruleSets = [{ ...DEFAULT_RULE_SET, validFrom: "2026-04-16", dailyLimitMinutes: 480 }];
  const entries = [entry("2026-04-15", 9), entry("2026-04-22", 9)];
  const totals = monthGrid(input({ entries, ruleSets })).rows[0]?.totals;
  expect(totals?.overtime.parts).toMatchObject([{ from: "2026-04-22", minutes: 60 }]);
});

test("codes are counted in days, half days as halves", () => {
  const codes = ["N", "N", "Y", "S", "R"];
  const entries = codes.map((code, at) =>
    Object.assign(entry(`2026-04-0${at + 1}`, 0), { hours: null, code }),
  );
  expect(monthGrid(input({ entries })).rows[0]?.totals.days).toEqual({
    work: 2,
    half_day: 0.5,
    annual_leave: 1,
    sick_leave: 1,
  });
});

test.each([
  [0, "free"],
  [14_579, "free"],
  [14_580, "near"],
  [16_200, "near"],
  [16_201, "over"],
])("%i minutes of overtime in a year are %s", (minutes, level) => {
  expect(yearlyCap(minutes, DEFAULT_RULE_SET).level).toBe(level);
});
