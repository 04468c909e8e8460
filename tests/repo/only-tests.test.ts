import { describe, expect, test } from "vitest";
import { onlyTestedFindings } from "./fences/only-tests.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

/** What is to go, or to be put to use: the list may become shorter only. */
const STILL_THERE: readonly string[] = [
  "apps/hub/src/config/help.ts settingsTable",
  "modules/wellness/src/commands.ts shareRecord",
  "modules/wellness/src/commands.ts unshareRecord",
  "modules/wellness/src/rules.ts kJ",
  "modules/wellness/src/totals.ts dailyTotals",
  "modules/wellness/src/totals.ts weeklyTotals",
  "modules/workforce/src/commands/move-employee.ts moveEmployee",
  "modules/workforce/src/rules/hourly-pay.ts hourlyPay",
  "modules/workforce/src/rules/month-grid.ts monthGrid",
  "packages/hub/src/postgres/enter-cluster.ts stopCluster",
  "packages/schema/src/collection.ts RecordOf",
  "packages/schema/src/list/parse-totals-query.ts parseTotalsQuery",
  "packages/ui/src/forms/form-state.ts givenByPerson",
];

describe("nothing is kept for its own tests", () => {
  const found = lines(onlyTestedFindings(readTree())).map((line) =>
    line.replace(/: (\w+) is used.*/, " $1"),
  );

  test("in this repository", () => {
    expect(found.filter((one) => !STILL_THERE.includes(one))).toEqual([]);
  });

  test("what is used by now, or gone, is no exception any more", () => {
    expect(STILL_THERE.filter((one) => !found.includes(one))).toEqual([]);
  });

  const PLANTED = {
    "packages/base/src/days.ts":
      "export function dayAfter() {}\nexport function dayBefore() {}\nexport const WEEK = 7;\n",
    "packages/base/src/days.test.ts":
      'import { dayAfter, dayBefore } from "./days.ts";\ndayAfter(dayBefore());\n',
    "packages/base/src/plan.ts": 'import { dayAfter } from "./days.ts";\ndayAfter();\n',
  };

  test("bites on what a test alone imports", () => {
    expect(lines(onlyTestedFindings(treeOf(PLANTED)))).toEqual([
      expect.stringContaining("dayBefore is used by tests only"),
    ]);
  });

  test("lets pass what its own file uses, and what is loaded as a whole", () => {
    const own = {
      ...PLANTED,
      "packages/base/src/days.ts":
        "export function dayAfter() {}\nexport function dayBefore() { return dayBefore; }\n",
    };
    expect(onlyTestedFindings(treeOf(own))).toEqual([]);
    const loaded = {
      ...PLANTED,
      "packages/base/src/later.ts": 'const days = await import("./days.ts");\ndays.dayBefore();\n',
    };
    expect(onlyTestedFindings(treeOf(loaded))).toEqual([]);
  });
});
