import { expect, test } from "vitest";
import { daysIn, periodsIn, rangeAfter, rangeBefore, usualRange } from "./periods.ts";
import { averageOf, averagedBy, columnOf, compared, summedBy } from "./trend.ts";

test("periods are days, weeks from their Monday, months from their first", () => {
  const range = { from: "2026-02-26", to: "2026-03-03" };
  expect(periodsIn(range, "day")).toHaveLength(6);
  expect(periodsIn(range, "week")).toEqual(["2026-02-23", "2026-03-02"]);
  expect(periodsIn(range, "month")).toEqual(["2026-02-01", "2026-03-01"]);
});

test("the usual range ends with the day that is asked for", () => {
  expect(usualRange("2026-03-04", "day")).toEqual({ from: "2026-02-05", to: "2026-03-04" });
  expect(periodsIn(usualRange("2026-03-04", "week"), "week")).toHaveLength(26);
  expect(usualRange("2026-03-04", "month").from).toBe("2025-04-01");
});

test("the time before and after touch the range without overlap", () => {
  const range = { from: "2026-03-01", to: "2026-03-10" };
  expect(rangeBefore(range)).toEqual({ from: "2026-02-19", to: "2026-02-28" });
  expect(rangeAfter(rangeBefore(range))).toEqual(range);
  expect(daysIn(range)).toBe(10);
});

test("totals fall into their periods; where nothing was entered there is nothing", () => {
  const totals = [
    { group: ["2026-02"], values: { kcal: 10 } },
    { group: ["2026-04"], values: { kcal: 30 } },
  ];
  const column = columnOf(totals, "kcal", ["2026-02-01", "2026-03-01", "2026-04-01"]);
  expect(column).toEqual([10, null, 30]);
  expect(averageOf(column)).toBe(20);
  expect(averageOf([null])).toBeNull();
});

test("a change is told only against something", () => {
  expect(compared(110, 100).change).toBeCloseTo(0.1);
  expect(compared(110, 0).change).toBeNull();
  expect(compared(null, 5).change).toBeNull();
});

test("days put together by weeks: sums of what was done, averages of the days that are known", () => {
  const range = { from: "2026-03-01", to: "2026-03-03" };
  expect(summedBy([1, null, 5], range, "week")).toEqual([1, 5]);
  expect(averagedBy([1, 2, 4], range, "month")).toEqual([7 / 3]);
  expect(averagedBy([null, 2, 4], range, "week")).toEqual([null, 3]);
});
