import { describe, expect, test } from "vitest";
import type { DayEntry } from "./day-work.ts";
import { employeeTotals } from "./employee-totals.ts";
import { DEFAULT_RULE_SET } from "./rule-set.ts";
import { CODES, facts, hours, shift } from "./testing/days.ts";
import { workingDays } from "./working-days.ts";

function halfHoliday(entry: DayEntry) {
  const results = workingDays([facts(0, [entry], { holiday: "half" })], CODES, 2700);
  return employeeTotals(results).holiday.parts[0]?.pay;
}

describe("pay", () => {
  const OTHER_RATES = {
    ...DEFAULT_RULE_SET,
    overtimePercent: 200,
    extraWorkPercent: 130,
    restDayPercent: 250,
    holidayPercent: 150,
    monthlyHours: 240,
  };
  const WEEK = Array.from({ length: 6 }, () => hours(8));

  // Minutes of ordinary pay.
  test.each([
    ["overtime × 1.50", "overtime", WEEK, 2700, 180 * 1.5, 180 * 2],
    ["the band up to 45 h × 1.25", "extraWork", WEEK, 2400, 300 * 1.25, 300 * 1.3],
    ["a rest day × 1.50", "restDay", [hours(4, "H")], 2700, 240 * 1.5, 240 * 2.5],
    ["a holiday: a day's pay", "holiday", [hours(8, "T")], 2700, 450, 480 * 1.5],
    ["a short holiday: a day's pay too", "holiday", [hours(2, "T")], 2700, 450, 480 * 1.5],
  ] as const)("of %s", (_what, name, days, contract, statute, other) => {
    for (const [rules, worth] of [
      [DEFAULT_RULE_SET, statute],
      [OTHER_RATES, other],
    ] as const) {
      const results = workingDays(
        days.map((day, at) => facts(at, [day], { rules })),
        CODES,
        contract,
      );
      const { parts } = employeeTotals(results)[name];
      expect(parts.reduce((sum, { pay }) => sum + (pay?.worthMinutes ?? 0), 0)).toBe(worth);
    }
  });

  test("of half a holiday is half a day's, when its afternoon was worked", () => {
    expect(halfHoliday(shift("08:00", "17:00"))).toEqual({
      percent: 100,
      days: 0.5,
      worthMinutes: 225,
    });
    expect(halfHoliday(shift("08:00", "12:00"))).toBeUndefined();
  });

  test("of net time and of the night is nothing beside the month's", () => {
    const { worked, night } = employeeTotals(
      workingDays([facts(0, [shift("22:00", "06:00")])], CODES, 2700),
    );
    expect([...worked.parts, ...night.parts].map(({ pay }) => pay)).toEqual([null, null]);
  });
});
