import { expect, test } from "vitest";
import { STATUTORY_BREAKS } from "../terms/breaks.ts";
import { codesOf, codeTyped } from "../terms/codes.ts";
import { hourlyPay } from "./hourly-pay.ts";
import { STATUTORY_LEAVE } from "../terms/leave-table.ts";
import { DEFAULT_RULE_SET, isBreaks, isLeave, ruleSetAt } from "./rule-set.ts";

const from = (validFrom: string) => ({ ...DEFAULT_RULE_SET, validFrom });

test("the set that began last holds, whatever their order; before any, the statute", () => {
  const sets = [from("2026-07-01"), from("2025-01-01"), from("2026-01-01")];
  expect(
    ["2024-12-31", "2025-01-01", "2026-06-30", "2026-07-01"].map(
      (date) => ruleSetAt(sets, date).validFrom,
    ),
  ).toEqual(["1950-01-01", "2025-01-01", "2026-01-01", "2026-07-01"]);
});

test.each<[string, unknown, boolean]>([
  ["the statute", STATUTORY_BREAKS, true],
  ["no band", [], false],
  ["an end that is missing", [{ upToMinutes: 60, breakMinutes: 0 }], false],
  [
    "limits that fall",
    [
      { upToMinutes: 60, breakMinutes: 0 },
      { upToMinutes: 30, breakMinutes: 5 },
      { upToMinutes: null, breakMinutes: 9 },
    ],
    false,
  ],
  ["a break of minus one", [{ upToMinutes: null, breakMinutes: -1 }], false],
  ["something else", "15", false],
])("as a table of breaks, %s", (_what, value, sound) => {
  expect(isBreaks(value)).toBe(sound);
});

test.each<[string, unknown, boolean]>([
  ["the statute", STATUTORY_LEAVE, true],
  ["years that fall", [...STATUTORY_LEAVE].toReversed(), false],
  ["parts of days", [{ fromYears: 1, days: 1.5 }], false],
])("as a table of leave, %s", (_what, value, sound) => {
  expect(isLeave(value)).toBe(sound);
});

test("an hour is a 225th of a month's pay", () => {
  expect(hourlyPay(45_000, DEFAULT_RULE_SET)).toBe(200);
});

test("codes are found as people type them, and administrators' codes go before the usual ones", () => {
  const mine = { nameEn: "Field", nameTr: "Saha", minutes: 600, position: 1 };
  const codes = codesOf([{ ...mine, code: "N", countsAs: "work" }]);
  expect(codeTyped(codes, "n")).toMatchObject({ code: "N", minutes: 600 });
  expect(codeTyped(codes, " i ")?.code).toBe("İ");
  expect(codeTyped(codes, "ş")).toBeNull();
});
