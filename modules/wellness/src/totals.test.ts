import { parseTotalsQuery } from "@healthops/schema/list/parse-totals-query";
import { expect, test } from "vitest";
import { exercises } from "./collections/exercises.ts";
import { meals } from "./collections/meals.ts";
import { mondayOf, weekdayOf } from "@healthops/base/days";
import { dailyTotals, exerciseTotalsQuery, mealTotalsQuery, weeklyTotals } from "./totals.ts";

const run = (performedOn: string, durationMinutes: number, totalKcal: number | null) => ({
  performedOn,
  durationMinutes,
  totalKcal,
});
const ate = (eatenOn: string, totalKcal: number | null, proteinG: number | null = null) => ({
  eatenOn,
  totalKcal,
  proteinG,
  carbohydrateG: null,
  fatG: null,
  fibreG: 0.1,
});

test("a day's totals add up its exercises and meals; what is unknown counts as nothing", () => {
  const totals = dailyTotals(
    [run("2026-03-02", 30, 200), run("2026-03-02", 15, null)],
    [
      ate("2026-03-01", 400, 10),
      ate("2026-03-02", 300.5),
      ate("2026-03-02", null, 7.5),
      ate("2026-03-02", 0),
    ],
  );
  expect(totals.map(({ from }) => from)).toEqual(["2026-03-01", "2026-03-02"]);
  expect(totals[1]).toEqual({
    from: "2026-03-02",
    exercises: 2,
    minutes: 45,
    burnedKcal: 200,
    meals: 3,
    eatenKcal: 300.5,
    proteinG: 7.5,
    carbohydrateG: 0,
    fatG: 0,
    fibreG: 0.3,
  });
});

test("a week starts on Monday, also across the turn of the year", () => {
  const totals = weeklyTotals(
    [run("2026-12-28", 10, 1), run("2027-01-03", 20, 1), run("2027-01-04", 40, 1)],
    [],
  );
  expect(totals.map(({ from, minutes }) => [from, minutes])).toEqual([
    ["2026-12-28", 30],
    ["2027-01-04", 40],
  ]);
});

test("days know their weekday before and after 1970", () => {
  expect(["1969-12-29", "1970-01-01", "2026-03-01"].map(weekdayOf)).toEqual([0, 3, 6]);
  expect(mondayOf("1969-12-31")).toBe("1969-12-29");
});

test("the same totals as queries are ones that hub and replica accept", () => {
  const range = {
    personId: "0191a000-0000-7000-8000-000000000001",
    from: "2026-01-01",
    to: "2026-02-01",
  };
  for (const by of ["day", "week"] as const) {
    const ofExercises = exerciseTotalsQuery(by, range);
    expect(parseTotalsQuery(exercises, ofExercises)).toEqual(ofExercises);
    const ofMeals = mealTotalsQuery(by, range);
    expect(parseTotalsQuery(meals, ofMeals)).toEqual(ofMeals);
  }
});
