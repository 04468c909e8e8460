import { describe, expect, test } from "vitest";
import { recents, search, slotFor } from "./suggestions.ts";
import type { Suggestion } from "./suggestions.ts";
import { aMeal, anExercise } from "./testing/entered.ts";

const today = "2026-03-20";
const none = { meals: [], exercises: [] };

function names(suggestions: readonly Suggestion[]): readonly string[] {
  return suggestions.map((each) =>
    each.what === "meal"
      ? each.meal.name
      : each.what === "exercise"
        ? each.exercise.activity
        : each.code,
  );
}

const breakfast = (name: string, ...days: readonly string[]) =>
  days.map((eatenOn) => aMeal({ name, eatenOn, kind: "breakfast" }));

describe("recents", () => {
  test("what is eaten at this meal comes before what is eaten oftener at another", () => {
    const lunches = ["2026-03-17", "2026-03-18", "2026-03-19"].map((eatenOn) =>
      aMeal({ name: "Pilav", eatenOn, kind: "lunch" }),
    );
    const meals = [...lunches, ...breakfast("Simit", "2026-03-18")];
    expect(names(recents({ ...none, meals }, "breakfast", today, 5))).toEqual(["Simit", "Pilav"]);
    expect(names(recents({ ...none, meals }, "lunch", today, 5))).toEqual(["Pilav", "Simit"]);
  });

  test("often goes before once, and lately before long ago", () => {
    const meals = [
      ...breakfast("Often", "2026-03-10", "2026-03-12", "2026-03-14"),
      ...breakfast("Once", "2026-03-19"),
      ...breakfast("Long ago", "2025-11-01", "2025-11-02", "2025-11-03"),
    ];
    expect(names(recents({ ...none, meals }, "breakfast", today, 5))).toEqual([
      "Often",
      "Once",
      "Long ago",
    ]);
  });

  test("one name is one suggestion, with the amounts of its latest use", () => {
    const meals = [
      aMeal({ name: "Şehriye", eatenOn: "2026-03-10", grams: 100 }),
      aMeal({ name: "ŞEHRİYE", eatenOn: "2026-03-12", grams: 250 }),
    ];
    const [only, ...rest] = recents({ ...none, meals }, "snack", today, 5);
    expect(rest).toEqual([]);
    expect(only).toMatchObject({ meal: { grams: 250 } });
  });

  test("exercises are offered for the part of exercises only, and nothing of later days", () => {
    const exercises = [
      anExercise({ activity: "Walk", performedOn: "2026-03-19" }),
      anExercise({ activity: "Tomorrow", performedOn: "2026-03-21" }),
    ];
    expect(names(recents({ meals: [], exercises }, "exercise", today, 5))).toEqual(["Walk"]);
    expect(recents({ meals: [], exercises }, "lunch", today, 5)).toEqual([]);
  });

  test("there are at most as many as asked", () => {
    const meals = ["a", "b", "c"].flatMap((name) => breakfast(name, "2026-03-19"));
    expect(recents({ ...none, meals }, "breakfast", today, 2)).toHaveLength(2);
  });
});

describe("searching", () => {
  const entered = {
    meals: [
      aMeal({ name: "Mercimek çorbası", kind: "lunch" }),
      aMeal({ name: "Çoban salata", kind: "dinner" }),
    ],
    exercises: [anExercise({ activity: "Koşu (8 km/sa)", activityCode: "run_8" })],
  };

  test("finds what was entered by the beginning of any word, whatever its marks and case", () => {
    expect(names(search(entered, "corb", "lunch", today, 5))).toEqual(["Mercimek çorbası"]);
    expect(names(search(entered, "ÇO", "dinner", today, 2))).toEqual([
      "Çoban salata",
      "Mercimek çorbası",
    ]);
  });

  test("offers known activities in both languages, each once", () => {
    const found = names(search(entered, "running", "exercise", today, 9));
    expect(found[0]).toBe("Koşu (8 km/sa)");
    expect(found).toContain("run_10");
    expect(found).not.toContain("run_8");
    expect(names(search(none, "yuzme", "exercise", today, 9))).toContain("swim_crawl");
  });

  test("finds nothing for nothing", () => {
    expect(search(entered, " ", "lunch", today, 5)).toEqual([]);
    expect(search(entered, "xyz", "lunch", today, 5)).toEqual([]);
  });
});

test("an activity is never part of a meal, and food never an exercise", () => {
  const food: Suggestion = { what: "meal", key: "m", meal: aMeal({}) };
  const walk: Suggestion = { what: "activity", key: "a", code: "walk" };
  expect(slotFor(walk, "lunch", "lunch")).toBe("exercise");
  expect(slotFor(food, "exercise", "dinner")).toBe("dinner");
  expect(slotFor(food, "breakfast", "dinner")).toBe("breakfast");
});
