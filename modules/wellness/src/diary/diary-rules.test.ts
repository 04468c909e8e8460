import { systemPorts } from "@healthops/base/system-ports";
import { describe, expect, test } from "vitest";
import type { Diary } from "../commands.ts";
import { activityName } from "./activity-name.ts";
import { addPicks, usualAmount } from "./add.ts";
import { daySummary, macroShares, mealsIn } from "./day-summary.ts";
import { scaled, scaledQuantity, stepMinutes, stepPortion } from "./portion.ts";
import { addQuick } from "./quick-add.ts";
import { repeatEntries } from "./repeat.ts";
import { slotAt } from "./slots.ts";
import { aMeal, anExercise } from "./testing/entered.ts";

const diary: Diary = {
  personId: "0191a000-0000-7000-8000-000000000001",
  siteId: null,
  shareByDefault: false,
  ports: systemPorts(),
};
const to = {
  day: "2026-03-02",
  slot: "breakfast",
  mealSlot: "lunch",
  weightKg: 70,
  language: "en",
} as const;

describe("repeating a day", () => {
  const entries = {
    meals: [
      aMeal({ kind: "dinner", name: "Pilav" }),
      aMeal({ kind: "breakfast", name: "Simit" }),
      aMeal({ kind: "breakfast", name: "Çay" }),
    ],
    exercises: [anExercise({ met: 5, weightKg: 80, energyKcal: null })],
  };
  const on = { day: "2026-03-02", weightKg: 70 };

  test("one part repeats only itself, in its order", () => {
    const changes = repeatEntries(diary, entries, "breakfast", on);
    expect(changes.map((change) => change.op === "create" && change.fields["name"])).toEqual([
      "Simit",
      "Çay",
    ]);
    expect(repeatEntries(diary, entries, "lunch", on)).toEqual([]);
  });

  test("the whole day repeats meals and exercises, with the weight of the new day", () => {
    const changes = repeatEntries(diary, entries, null, on);
    expect(changes.map(({ collection }) => collection)).toEqual([
      "meals",
      "meals",
      "meals",
      "exercises",
    ]);
    expect(changes.at(-1)).toMatchObject({ fields: { weightKg: 70, performedOn: "2026-03-02" } });
  });
});

describe("adding several at once", () => {
  test("each in its place, with its amount", () => {
    const picks = [
      {
        suggestion: { what: "meal", key: "1", meal: aMeal({ name: "Egg", proteinG: 6 }) },
        amount: 2,
      },
      { suggestion: { what: "activity", key: "2", code: "walk" }, amount: 20 },
    ] as const;
    expect(addPicks(diary, picks, to)).toMatchObject([
      { collection: "meals", fields: { name: "Egg", kind: "breakfast", proteinG: 12 } },
      { collection: "exercises", fields: { activity: "Walking (5 km/h)", durationMinutes: 20 } },
    ]);
    expect(addPicks(diary, picks, { ...to, slot: "exercise" })).toMatchObject([
      { fields: { kind: "lunch" } },
      {},
    ]);
  });

  test("an exercise starts with as long as last time", () => {
    const exercise = anExercise({ durationMinutes: 55 });
    expect(usualAmount({ what: "exercise", key: "1", exercise })).toBe(55);
  });

  test("measured energy repeats in proportion, unless MET and weight say it", () => {
    const measured = anExercise({ durationMinutes: 30, energyKcal: 300 });
    const again = (met: number | null) =>
      addPicks(
        diary,
        [
          {
            suggestion: { what: "exercise", key: "1", exercise: { ...measured, met } },
            amount: 60,
          },
        ],
        to,
      );
    expect(again(null)).toMatchObject([{ fields: { energyKcal: 600 } }]);
    expect(again(5)[0]).not.toHaveProperty("fields.energyKcal");
  });

  test("a number alone is a meal now, or minutes of an activity", () => {
    expect(addQuick(diary, { what: "meal", kcal: 250, name: null }, null, to)).toMatchObject([
      { fields: { energyKcal: 250, kind: "breakfast", name: "Quick entry" } },
    ]);
    const table = { from: "table", code: "pilates" } as const;
    const minutes = { what: "exercise", minutes: 30, name: null } as const;
    expect(addQuick(diary, minutes, table, to)).toMatchObject([
      { fields: { activity: "Pilates", met: 3, durationMinutes: 30, weightKg: 70 } },
    ]);
    expect(addQuick(diary, minutes, null, to)).toMatchObject([
      { fields: { activity: "Exercise" } },
    ]);
  });
});

describe("a day's summary", () => {
  test("adds up what is known and counts what is not", () => {
    const meals = [
      aMeal({ proteinG: 10, energyKcal: 300 }),
      aMeal({ name: "Far off", proteinG: 10, energyKcal: 300 }),
      aMeal({}),
    ];
    const summary = daySummary(meals, [anExercise({ met: 3, weightKg: 70, durationMinutes: 20 })]);
    expect(summary).toMatchObject({ eatenKcal: 600, proteinG: 20, minutes: 20, unknown: 1 });
    expect(summary.burnedKcal).toBeCloseTo(73.5);
    expect(summary.warnings).toMatchObject([{}, { name: "Far off", macrosKcal: 40 }]);
  });

  test("macros share the energy that they give", () => {
    const shares = macroShares({ proteinG: 25, carbohydrateG: 50, fatG: 0 });
    expect(shares?.protein).toBeCloseTo(1 / 3);
    expect(macroShares({ proteinG: 0, carbohydrateG: 0, fatG: 0 })).toBeNull();
  });

  test("the meals of a part stand in the order of entry", () => {
    const [a, b] = [aMeal({ kind: "lunch" }), aMeal({ kind: "lunch" })];
    expect(mealsIn([b, a, aMeal({ kind: "dinner" })], "lunch")).toEqual([a, b]);
  });
});

describe("portions", () => {
  test.each([
    ["2 slices", 2, "4 slices"],
    ["1 porsiyon", 1.5, "1.5 porsiyon"],
    ["a plate", 2, "2 × a plate"],
    ["2 × a plate", 0.5, "a plate"],
    ["a plate", 1, "a plate"],
  ])("%s, %d times, is %s", (quantity, times, said) => {
    expect(scaledQuantity(quantity, times)).toBe(said);
  });

  test("grow every amount that is known", () => {
    const meal = aMeal({ grams: 100, proteinG: 3.4, energyKcal: 90 });
    expect(scaled(meal, 1.5)).toMatchObject({
      grams: 150,
      proteinG: 5.1,
      energyKcal: 135,
      fatG: null,
    });
  });

  test("step as people take them, and stop at both ends", () => {
    expect([stepPortion(1, 1), stepPortion(1, -1), stepPortion(0.25, -1)]).toEqual([
      1.5, 0.75, 0.25,
    ]);
    expect([stepMinutes(30, 1), stepMinutes(32, 1), stepMinutes(5, -1)]).toEqual([35, 35, 1]);
  });
});

test("the hour says which meal is written down first", () => {
  expect([7, 12, 16, 19, 23, 2].map((hour) => slotAt(hour * 60))).toEqual([
    "breakfast",
    "lunch",
    "snack",
    "dinner",
    "snack",
    "snack",
  ]);
});

test("a known activity is called as the reader's language does, a name of one's own stays", () => {
  expect(
    activityName(
      anExercise({ activity: "Tempolu yürüyüş (6 km/sa)", activityCode: "walk_brisk" }),
      "en",
    ),
  ).toBe("Walking, brisk (6 km/h)");
  expect(
    activityName(anExercise({ activity: "With Boncuk", activityCode: "walk_dog" }), "tr"),
  ).toBe("With Boncuk");
});
