import { derivedId } from "@healthops/base/ids";
import { SeededRandom } from "@healthops/testing/random/seeded-random";
import { ReportDatabase } from "@healthops/testing/reports/report-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { profileIdOf } from "../../profile-id.ts";
import { wellnessModule } from "../../schema.ts";
import { activityFacts } from "./activity-facts.ts";
import { energyFacts } from "./energy-facts.ts";
import { energyShare, macroFacts } from "./macro-facts.ts";
import { weightFacts } from "./weight-facts.ts";

// Every number of a report is computed here once more, out of the plain list of what was inserted.

const ME = derivedId("person", "me");
const OTHER = derivedId("person", "other");
const RANGE = { from: "2026-02-11", to: "2026-04-19" };
const random = new SeededRandom(7);
const DAYS = Array.from({ length: 120 }, (_, at) =>
  new Date(Date.parse("2026-01-20") + at * 86_400_000).toISOString().slice(0, 10),
);
const inRange = (day: string): boolean => day >= RANGE.from && day <= RANGE.to;

const some = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));
const meals = some(900, (at) => ({
  id: derivedId("meal", String(at)),
  fields: {
    personId: at % 5 === 0 ? OTHER : ME,
    eatenOn: random.pick(DAYS.filter((day) => !day.endsWith("7"))),
    name: "Meal",
    energyKcal: random.integer(50, 9000) / 10,
    proteinG: random.chance(0.2) ? null : random.integer(0, 600) / 10,
    carbohydrateG: random.integer(0, 1500) / 10,
    fatG: random.integer(0, 500) / 10,
    fibreG: random.integer(0, 100) / 10,
    sharedWithManager: false,
  },
}));
const exercises = some(300, (at) => ({
  id: derivedId("exercise", String(at)),
  fields: {
    personId: at % 5 === 0 ? OTHER : ME,
    performedOn: random.pick(DAYS),
    ...random.pick([
      { activity: "Morning lap", activityCode: "running" },
      { activity: "Gardening with Ali", activityCode: null },
      { activity: "Chess", activityCode: null },
    ]),
    durationMinutes: random.integer(5, 120),
    energyKcal: random.integer(20, 900),
    sharedWithManager: false,
  },
}));
const weights = some(60, (at) => ({
  id: derivedId("weight", String(at)),
  fields: {
    personId: at % 5 === 0 ? OTHER : ME,
    measuredOn: random.pick(DAYS),
    weightKg: random.integer(700, 800) / 10,
    sharedWithManager: false,
  },
}));

let reader: ReportDatabase;
beforeAll(async () => {
  reader = await ReportDatabase.open(wellnessModule.collections);
  await reader.insert("meals", meals);
  await reader.insert("exercises", exercises);
  await reader.insert("weights", weights);
  await reader.insert("wellness_profiles", [
    {
      id: profileIdOf(ME),
      fields: {
        personId: ME,
        sex: "female",
        birthYear: 1980,
        heightCm: 165,
        shareByDefault: false,
      },
    },
  ]);
  const goal = (name: string, target: number, startsOn: string) => ({
    id: derivedId("goal", name),
    fields: { personId: ME, kind: "body_weight", target, startsOn, sharedWithManager: false },
  });
  await reader.insert("goals", [goal("old", 74, "2026-01-01"), goal("new", 71, "2026-03-01")]);
});
afterAll(() => reader.close());

const mine = <F extends { readonly personId: string }>(
  records: readonly { readonly fields: F }[],
): F[] => records.map(({ fields }) => fields).filter(({ personId }) => personId === ME);

/** The first day of a month, the Monday of a week, or the day itself, by the calendar object. */
function startOf(day: string, by: "day" | "week" | "month"): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (by === "month") at.setUTCDate(1);
  if (by === "week") while (at.getUTCDay() !== 1) at.setUTCDate(at.getUTCDate() - 1);
  return at.toISOString().slice(0, 10);
}

test.each(["day", "week", "month"] as const)(
  "the energy of each %s is that of its entries; days without meals are not in the balance",
  async (by) => {
    const { periods, restADayKcal } = await energyFacts(reader, ME, RANGE, by);
    const kg = mine(weights)
      .filter(({ measuredOn }) => measuredOn <= RANGE.to)
      .map(({ measuredOn }) => measuredOn)
      .toSorted()
      .at(-1);
    const last = mine(weights).filter(({ measuredOn }) => measuredOn === kg);
    const rests = last.map(({ weightKg }) =>
      Math.round(10 * weightKg + 6.25 * 165 - 5 * (2026 - 1980) - 161),
    );
    expect(rests).toContain(restADayKcal);
    const rest = restADayKcal ?? 0;
    for (const { from, days, eatenKcal, burnedKcal, balanceKcal } of periods) {
      const eaten = mine(meals).filter(
        ({ eatenOn }) => inRange(eatenOn) && startOf(eatenOn, by) === from,
      );
      const burned = mine(exercises).filter(
        ({ performedOn }) => inRange(performedOn) && startOf(performedOn, by) === from,
      );
      const withMeals = new Set(eaten.map(({ eatenOn }) => eatenOn));
      expect(days).toBe(withMeals.size);
      const kcal = eaten.reduce((sum, { energyKcal }) => sum + energyKcal, 0);
      expect(eatenKcal).toBeCloseTo(kcal, 6);
      expect(burnedKcal).toBe(burned.reduce((sum, { energyKcal }) => sum + energyKcal, 0));
      const then = burned
        .filter(({ performedOn }) => withMeals.has(performedOn))
        .reduce((sum, { energyKcal }) => sum + energyKcal, 0);
      expect(balanceKcal === null).toBe(withMeals.size === 0);
      expect(balanceKcal ?? 0).toBeCloseTo(
        withMeals.size === 0 ? 0 : kcal - then - rest * withMeals.size,
        6,
      );
    }
    expect(periods.reduce((sum, { eatenKcal }) => sum + eatenKcal, 0)).toBeCloseTo(
      mine(meals)
        .filter(({ eatenOn }) => inRange(eatenOn))
        .reduce((sum, { energyKcal }) => sum + energyKcal, 0),
      5,
    );
  },
);

test("somebody without a profile on this device has no balance", async () => {
  const { restADayKcal, periods } = await energyFacts(reader, OTHER, RANGE, "month");
  expect(restADayKcal).toBeNull();
  expect(periods.every(({ balanceKcal }) => balanceKcal === null)).toBe(true);
});

test.each(["week", "month"] as const)(
  "minutes of each activity by %s are those done",
  async (by) => {
    const { periods, activities } = await activityFacts(reader, ME, RANGE, by, "tr");
    const done = mine(exercises).filter(({ performedOn }) => inRange(performedOn));
    expect(activities.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(
      done.reduce((sum, { durationMinutes }) => sum + durationMinutes, 0),
    );
    for (const { name, times, kcal, byPeriod } of activities) {
      const own = done.filter(({ activity }) => activity === name);
      expect(times).toBe(own.length);
      expect(kcal).toBe(own.reduce((sum, { energyKcal }) => sum + energyKcal, 0));
      expect(byPeriod).toEqual(
        periods.map((from) =>
          own
            .filter(({ performedOn }) => startOf(performedOn, by) === from)
            .reduce((sum, { durationMinutes }) => sum + durationMinutes, 0),
        ),
      );
    }
  },
);

test("macros are the sum of the meals, and their shares of the energy make a whole", async () => {
  for (const { from, days, grams } of await macroFacts(reader, ME, RANGE, "week")) {
    const own = mine(meals).filter(
      ({ eatenOn }) => inRange(eatenOn) && startOf(eatenOn, "week") === from,
    );
    expect(days).toBe(new Set(own.map(({ eatenOn }) => eatenOn)).size);
    expect(grams.fatG).toBeCloseTo(
      own.reduce((sum, { fatG }) => sum + fatG, 0),
      6,
    );
    expect(grams.proteinG).toBeCloseTo(
      own.reduce((sum, { proteinG }) => sum + (proteinG ?? 0), 0),
      6,
    );
    if (own.length === 0) continue;
    const shares = (["proteinG", "carbohydrateG", "fatG"] as const).map((macro) =>
      energyShare(grams, macro),
    );
    expect(shares.reduce<number>((sum, share) => sum + (share ?? 0), 0)).toBeCloseTo(100, 6);
    const kcal = 4 * grams.proteinG + 4 * grams.carbohydrateG + 9 * grams.fatG;
    expect(shares[2]).toBeCloseTo(((9 * grams.fatG) / kcal) * 100, 6);
  }
});

test("a period's weight is the average of its readings, against the goal of the day", async () => {
  const { periods, goalKg } = await weightFacts(reader, ME, RANGE, "month", RANGE.to);
  expect(goalKg).toBe(71);
  expect((await weightFacts(reader, ME, RANGE, "month", "2026-02-20")).goalKg).toBe(74);
  for (const { from, readings, averageKg, leastKg, mostKg } of periods) {
    const own = mine(weights)
      .filter(({ measuredOn }) => inRange(measuredOn) && startOf(measuredOn, "month") === from)
      .map(({ weightKg }) => weightKg);
    expect(readings).toBe(own.length);
    if (own.length === 0) continue;
    expect(averageKg).toBeCloseTo(own.reduce((sum, kg) => sum + kg, 0) / own.length, 6);
    expect([leastKg, mostKg]).toEqual([Math.min(...own), Math.max(...own)]);
  }
});
