import { expect, test } from "vitest";
import { codesOf } from "../terms/codes.ts";
import type { GridEntry } from "./month-grid.ts";
import { monthPlan } from "./month-grid.ts";
import { monthsOfYear, yearOvertime, yearRange } from "./year-overtime.ts";

const EMPLOYEE = { id: "e1", siteId: "ankara", weeklyContractMinutes: 2700 };
const PLANS = monthsOfYear("2026").map((month) =>
  monthPlan({ month, holidays: [], ruleSets: [], codes: codesOf([]) }),
);

function worked(date: string, hours: number): GridEntry {
  return {
    employeeId: "e1",
    date,
    hours,
    code: null,
    startTime: null,
    endTime: null,
    breakMinutes: null,
    isSpecial: false,
  };
}

test("a week across two months counts once, in the month of the day that went beyond the limit", () => {
  const week = ["03-30", "03-31", "04-01", "04-02", "04-03"].map((day) =>
    worked(`2026-${day}`, 10),
  );
  expect(yearOvertime(PLANS, EMPLOYEE, week)).toBe(300);
});

test("the week in which the year begins counts the days of the year before, which are not in it", () => {
  expect(yearRange("2026")).toEqual({ from: "2025-12-29", to: "2026-12-31" });
  const days = ["2025-12-29", "2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02"];
  const week = days.map((day) => worked(day, 10));
  expect(yearOvertime(PLANS, EMPLOYEE, week)).toBe(300);
  expect(yearOvertime(PLANS, EMPLOYEE, week.slice(0, 3))).toBe(0);
});
