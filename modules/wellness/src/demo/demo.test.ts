import { present } from "@healthops/base/assert";
import { isId } from "@healthops/base/ids";
import { completeContent } from "@healthops/schema/content";
import type { ContentOf } from "@healthops/schema/collection";
import { composeSchema } from "@healthops/schema/schema";
import { validatorFor } from "@healthops/schema/validate";
import { describe, expect, test } from "vitest";
import type { Creation } from "../change.ts";
import type { meals as mealsCollection } from "../collections/meals.ts";
import { energyWarning } from "../rules.ts";
import { wellnessModule } from "../schema.ts";
import { demoDiary } from "./demo-diary.ts";
import { generateExercises } from "./generate-exercises.ts";

const schema = composeSchema([wellnessModule]);
const person = {
  personId: "0191a000-0000-7000-8000-000000000001",
  siteId: "0191a000-0000-7000-8000-000000000002",
};
const until = "2026-06-30";

function faultsOf({ collection, fields }: Creation) {
  return validatorFor(present(schema.collections.get(collection), "it is declared")).create(fields);
}

describe("a demo diary", () => {
  const year = [...demoDiary({ seed: 7, person, until })];
  const records = year.flat();
  const of = (name: string) =>
    records
      .filter(({ collection }) => collection === name)
      .map(({ fields }) => completeContent(present(schema.collections.get(name), name), fields));

  test("holds valid records only, each under an id of its own", () => {
    expect(records.flatMap(faultsOf)).toEqual([]);
    expect(records.every(({ id }) => isId(id))).toBe(true);
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  });

  test("is the same for the same seed, another for another", () => {
    expect([...demoDiary({ seed: 7, person, until })]).toEqual(year);
    expect([...demoDiary({ seed: 8, person, until })]).not.toEqual(year);
  });

  test("of the same seed is another for somebody else", () => {
    const other = { ...person, personId: "0191a000-0000-7000-8000-000000000008" };
    const ids = new Set(records.map(({ id }) => id));
    const theirs = [...demoDiary({ seed: 7, person: other, until })].flat();
    expect(theirs.filter(({ id }) => ids.has(id))).toEqual([]);
  });

  test("covers the year to its last day, with one profile", () => {
    const days = of("meals").map(({ eatenOn }) => String(eatenOn));
    expect(days[0]).toMatch(/^2025-07-0/);
    expect(days.at(-1)).toMatch(/^2026-06-[23]/);
    expect(of("wellness_profiles")).toHaveLength(1);
  });

  test("looks like a life: several hundred meals that repeat, exercises, a slow change of weight", () => {
    const names = of("meals").map(({ name }) => name);
    expect(names.length).toBeGreaterThan(700);
    expect(new Set(names).size).toBeLessThan(30);
    expect(of("exercises").length).toBeGreaterThan(60);
    const weights = of("weights").map(({ weightKg }) => Number(weightKg));
    const steps = weights
      .slice(1)
      .map((weight, index) => Math.abs(weight - Number(weights[index])));
    expect(Math.max(...steps)).toBeLessThan(3);
    expect(of("exercises").every(({ totalKcal }) => Number(totalKcal) > 0)).toBe(true);
  });

  test("its macros explain its energies", () => {
    const meals = of("meals").map((meal) => meal as ContentOf<typeof mealsCollection>);
    expect(meals.filter((meal) => energyWarning(meal) !== null)).toEqual([]);
  });

  test("over several people, some share and some do not", () => {
    const shared = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) =>
      [...demoDiary({ seed, person, until, days: 30 })]
        .flat()
        .some(({ fields }) => fields["sharedWithManager"] === true),
    );
    expect(new Set(shared)).toEqual(new Set([true, false]));
  });
});

describe("generated exercises", () => {
  const people = [person, { ...person, personId: "0191a000-0000-7000-8000-000000000009" }];

  test("are as many as asked, valid, in groups, in turn for each person, up to the last day", () => {
    const groups = [...generateExercises(2500, { seed: 1, people, until })];
    expect(groups.map((group) => group.length)).toEqual([1000, 1000, 500]);
    const records = groups.flat();
    expect(records.flatMap(faultsOf)).toEqual([]);
    expect(new Set(records.map(({ id }) => id)).size).toBe(2500);
    expect(records.filter(({ fields }) => fields["personId"] === person.personId)).toHaveLength(
      1250,
    );
    expect(records.at(-1)?.fields["performedOn"]).toBe(until);
  });

  test("are the same for the same seed", () => {
    const [first, second, other] = [1, 1, 2].map((seed) =>
      Array.from(generateExercises(50, { seed, people, until })),
    );
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
  });
});
