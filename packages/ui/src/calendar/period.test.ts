import { addMonths } from "@healthops/base/days";
import { expect, test } from "vitest";
import { daysOf, groupsIn, groupStart, isReportDay, rangeOfPreset } from "./period.ts";

test("presets are whole calendar periods around today, leap years included", () => {
  const today = "2028-02-29";
  expect(rangeOfPreset("last_7", today)).toEqual({ from: "2028-02-23", to: today });
  expect(rangeOfPreset("last_28", today)).toEqual({ from: "2028-02-02", to: today });
  expect(rangeOfPreset("this_month", today)).toEqual({ from: "2028-02-01", to: today });
  expect(rangeOfPreset("last_month", today)).toEqual({ from: "2028-01-01", to: "2028-01-31" });
  expect(rangeOfPreset("this_quarter", today)).toEqual({ from: "2028-01-01", to: "2028-03-31" });
  expect(rangeOfPreset("last_year", today)).toEqual({ from: "2027-01-01", to: "2027-12-31" });
  expect(rangeOfPreset("last_12_months", today)).toEqual({ from: "2027-03-01", to: today });
  expect(daysOf(rangeOfPreset("this_year", today))).toBe(366);
});

test("groups begin on Mondays and firsts, the first one before the range when it is cut", () => {
  expect(groupStart("2027-01-01", "week")).toBe("2026-12-28");
  expect(groupsIn({ from: "2026-12-30", to: "2027-01-12" }, "week")).toEqual([
    "2026-12-28",
    "2027-01-04",
    "2027-01-11",
  ]);
  expect(groupsIn({ from: "2026-12-30", to: "2027-02-01" }, "month")).toEqual([
    "2026-12-01",
    "2027-01-01",
    "2027-02-01",
  ]);
  expect(addMonths("2026-01", -1)).toBe("2025-12");
});

test("an address that names no day is not taken for one", () => {
  for (const text of [undefined, "", "2026-02-30", "26-02-01", "0026-02-01", "2026-1-01", "x"]) {
    expect(isReportDay(text)).toBe(false);
  }
  expect(isReportDay("2026-02-28")).toBe(true);
});
