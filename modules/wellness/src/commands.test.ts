import { present } from "@healthops/base/assert";
import { isId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import type { Collection } from "@healthops/schema/collection";
import { completeContent } from "@healthops/schema/content";
import type { Content } from "@healthops/schema/record";
import { validatorFor } from "@healthops/schema/validate";
import { describe, expect, test } from "vitest";
import type { Change } from "./change.ts";
import { exercises } from "./collections/exercises.ts";
import { meals } from "./collections/meals.ts";
import type { Diary } from "./commands.ts";
import {
  correctMeal,
  logExercise,
  logMeal,
  quickMeal,
  repeatDay,
  repeatMeal,
  shareRecord,
  unshareRecord,
} from "./commands.ts";

const diary: Diary = {
  personId: "0191a000-0000-7000-8000-000000000001",
  siteId: "0191a000-0000-7000-8000-000000000002",
  shareByDefault: false,
  ports: systemPorts(),
};

/** The content that a single creation leads to; fails when it is not valid. */
function made(collection: Collection, changes: readonly Change[]): Content {
  expect(changes).toHaveLength(1);
  const change = present(changes[0], "there is a change");
  if (change.op !== "create") throw new Error("not a creation");
  expect(isId(change.id)).toBe(true);
  expect(change.collection).toBe(collection.name);
  expect(validatorFor(collection).create(change.fields)).toEqual([]);
  return completeContent(collection, change.fields);
}

describe("logging an exercise", () => {
  const day = { performedOn: "2026-03-01", durationMinutes: 30 };

  test("takes MET and name from the known activity and computes the energy", () => {
    const content = made(
      exercises,
      logExercise(diary, { ...day, activityCode: "run_8", weightKg: 70, language: "en" }),
    );
    expect(content).toMatchObject({ activity: "Running (8 km/h)", met: 8.3, energyKcal: null });
    expect(content["totalKcal"]).toBe(305);
  });

  test("a measured energy goes before the computed one", () => {
    const entry = { ...day, activityCode: "run_8", weightKg: 70, energyKcal: 280 } as const;
    expect(made(exercises, logExercise(diary, entry))).toMatchObject({
      energyKcal: 280,
      totalKcal: 280,
    });
  });

  test("keeps the person's own name and MET", () => {
    const entry = { ...day, activityCode: "walk", activity: "With the dog", met: 3 } as const;
    const content = made(exercises, logExercise(diary, entry));
    expect(content).toMatchObject({ activity: "With the dog", met: 3, totalKcal: null });
  });

  test("asks what it was when neither name nor activity is given", () => {
    expect(() => logExercise(diary, day)).toThrowError(
      expect.objectContaining({ code: "activity_missing" }),
    );
  });

  test("is shared from the start only for who chose so and has a site", () => {
    const shared = [{}, { shareByDefault: true }, { shareByDefault: true, siteId: null }].map(
      (of) => made(exercises, logExercise({ ...diary, ...of }, { ...day, activity: "x" })),
    );
    expect(shared.map((content) => content["sharedWithManager"])).toEqual([false, true, false]);
  });
});

describe("logging meals", () => {
  test("several at once become as many records", () => {
    const changes = logMeal(
      diary,
      { eatenOn: "2026-03-01", name: "a" },
      { eatenOn: "2026-03-01", name: "b" },
    );
    expect(new Set(changes.map(({ id }) => id)).size).toBe(2);
  });

  test("energy follows from the macros unless it is declared", () => {
    const meal = { eatenOn: "2026-03-01", name: "a", proteinG: 10, fatG: 10 };
    expect(made(meals, logMeal(diary, meal))["totalKcal"]).toBe(130);
    expect(made(meals, logMeal(diary, { ...meal, energyKcal: 90 }))["totalKcal"]).toBe(90);
  });

  test("a number alone is enough", () => {
    const content = made(meals, quickMeal(diary, { eatenOn: "2026-03-01", energyKcal: 450 }));
    expect(content).toMatchObject({ name: "Hızlı giriş", kind: "snack", totalKcal: 450 });
  });

  test("a meal repeats on another day with its amounts, without its note", () => {
    const meal = made(
      meals,
      logMeal(diary, {
        eatenOn: "2026-03-01",
        name: "Soup",
        kind: "lunch",
        grams: 300,
        proteinG: 8,
        note: "salty",
      }),
    );
    const again = made(meals, repeatMeal(diary, meal, "2026-03-02"));
    expect(again).toEqual({ ...meal, eatenOn: "2026-03-02", note: null });
  });

  test("a day repeats meal by meal under new ids", () => {
    const day = logMeal(
      diary,
      { eatenOn: "2026-03-01", name: "a" },
      { eatenOn: "2026-03-01", name: "b" },
    );
    const contents = day.map((change) =>
      completeContent(meals, change.op === "create" ? change.fields : {}),
    );
    const again = repeatDay(diary, contents, "2026-03-02");
    expect(again.map((change) => (change.op === "create" ? change.fields["name"] : null))).toEqual([
      "a",
      "b",
    ]);
    expect(day.some(({ id }) => again.some((other) => other.id === id))).toBe(false);
    expect(repeatDay(diary, [], "2026-03-02")).toEqual([]);
  });

  test("a correction carries only what differs, and nothing when nothing does", () => {
    const meal = made(meals, logMeal(diary, { eatenOn: "2026-03-01", name: "Soup", proteinG: 8 }));
    const id = "0191a000-0000-7000-8000-000000000003";
    const change = present(correctMeal(id, meal, { name: "Soup", proteinG: 9 })[0], "a change");
    expect(change).toEqual({ op: "update", collection: "meals", id, fields: { proteinG: 9 } });
    expect(correctMeal(id, meal, { name: "Soup", fatG: null })).toEqual([]);
  });
});

test("sharing and taking back are one field each", () => {
  const id = "0191a000-0000-7000-8000-000000000003";
  const change = { op: "update", collection: "meals", id };
  expect(shareRecord("meals", id)).toEqual([{ ...change, fields: { sharedWithManager: true } }]);
  expect(unshareRecord("meals", id)).toEqual([{ ...change, fields: { sharedWithManager: false } }]);
});
