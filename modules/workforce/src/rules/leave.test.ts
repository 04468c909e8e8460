import { describe, expect, test } from "vitest";
import { leaveBalance, leaveDays } from "./leave.ts";
import { DEFAULT_RULE_SET } from "./rule-set.ts";

const HIRED = {
  hiredOn: "2018-03-15",
  leftOn: null,
  birthDate: "1985-06-01",
  openingLeaveDays: null,
  openingLeaveOn: null,
};

describe("annual leave", () => {
  test.each([
    [0, 0],
    [1, 14],
    [5, 14],
    [6, 20],
    [14, 20],
    [15, 26],
    [40, 26],
  ])("after %i years it is %i days", (years, days) => {
    expect(leaveDays(years, 30, DEFAULT_RULE_SET).days).toBe(days);
  });

  test.each([
    [18, 20],
    [19, 14],
    [49, 14],
    [50, 20],
    [null, 14],
  ])("at the age of %s the first year brings %i days", (age, days) => {
    expect(leaveDays(1, age, DEFAULT_RULE_SET).days).toBe(days);
  });

  test("the age never takes days away", () => {
    expect(leaveDays(20, 60, DEFAULT_RULE_SET)).toEqual({ days: 26, because: "service" });
  });

  test("is earned on each anniversary of hiring and used up by the days taken", () => {
    const balance = leaveBalance(
      HIRED,
      ["2020-07-01", "2020-07-02", "2030-01-01"],
      [],
      "2021-03-15",
    );
    expect(balance).toMatchObject({ earned: 42, taken: 2, left: 40 });
    expect(balance.grants.map(({ on }) => on)).toEqual(["2019-03-15", "2020-03-15", "2021-03-15"]);
    expect(balance.next).toEqual({ on: "2022-03-15", years: 4, days: 14, because: "service" });
  });

  test("what was brought along replaces all that came before", () => {
    const employee = { ...HIRED, openingLeaveDays: 7.5, openingLeaveOn: "2020-12-31" };
    const balance = leaveBalance(employee, ["2020-07-01", "2021-07-01"], [], "2021-12-31");
    expect(balance).toMatchObject({ earned: 21.5, taken: 1, left: 20.5 });
  });

  test("ends with the last day", () => {
    const left = { ...HIRED, leftOn: "2020-03-14" };
    expect(leaveBalance(left, [], [], "2026-01-01")).toMatchObject({ earned: 14, next: null });
  });

  test("goes by the rule set in force on the anniversary", () => {
    const sets = [
      { ...DEFAULT_RULE_SET, validFrom: "2020-01-01", leave: [{ fromYears: 1, days: 30 }] },
    ];
    expect(leaveBalance(HIRED, [], sets, "2020-12-31").earned).toBe(14 + 30);
  });

  test("of those hired on 29 February is earned on the 28th of other years", () => {
    const employee = { ...HIRED, hiredOn: "2024-02-29" };
    expect(leaveBalance(employee, [], [], "2025-02-28").earned).toBe(14);
  });
});
