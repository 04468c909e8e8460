import { expect, test } from "vitest";
import { parseQuickEntry } from "./quick-entry.ts";
import { quickActivity } from "./quick-add.ts";
import { anExercise } from "./testing/entered.ts";

test.each([
  ["250", { what: "meal", kcal: 250, name: null }],
  ["250 kcal", { what: "meal", kcal: 250, name: null }],
  ["250 menemen", { what: "meal", kcal: 250, name: "menemen" }],
  ["menemen 250", { what: "meal", kcal: 250, name: "menemen" }],
  ["tavuklu pilav 420kcal", { what: "meal", kcal: 420, name: "tavuklu pilav" }],
  ["1000 kJ", { what: "meal", kcal: 239, name: null }],
  ["2 elma", { what: "times", times: 2, name: "elma" }],
  ["0,5 simit", { what: "times", times: 0.5, name: "simit" }],
  ["12x zeytin", { what: "times", times: 12, name: "zeytin" }],
  ["30 dk", { what: "exercise", minutes: 30, name: null }],
  ["30 dk koşu", { what: "exercise", minutes: 30, name: "koşu" }],
  ["walk 1.5 h", { what: "exercise", minutes: 90, name: "walk" }],
])("%s at a meal means %o", (text, meant) => {
  expect(parseQuickEntry(text, "lunch")).toEqual(meant);
});

test.each([
  ["30", { what: "exercise", minutes: 30, name: null }],
  ["45 yüzme", { what: "exercise", minutes: 45, name: "yüzme" }],
  ["1,5 sa bisiklet", { what: "exercise", minutes: 90, name: "bisiklet" }],
  ["250 kcal", { what: "meal", kcal: 250, name: null }],
])("%s among exercises means %o", (text, meant) => {
  expect(parseQuickEntry(text, "exercise")).toEqual(meant);
});

test.each(["", "menemen", "0", "-5", "60000 x y", "99999", "7up light", "2000 dk"])(
  "%j is no quick entry of a meal that the diary takes",
  (text) => {
    const entry = parseQuickEntry(text, "lunch");
    expect(entry === null || entry.what === "times").toBe(true);
  },
);

test("minutes without a name are of the last activity, with one of the best match", () => {
  const exercises = [
    anExercise({ activity: "Yüzme", activityCode: "swim_crawl", performedOn: "2026-03-02" }),
    anExercise({ activity: "Walk", performedOn: "2026-03-05" }),
  ];
  const entered = { meals: [], exercises };
  const of = (name: string | null) => quickActivity(entered, name, "2026-03-09");
  expect(of(null)).toMatchObject({ exercise: { activity: "Walk" } });
  expect(of("yuz")).toMatchObject({ exercise: { activity: "Yüzme" } });
  expect(of("pilates")).toEqual({ from: "table", code: "pilates" });
  expect(of("horon")).toEqual({ from: "name", name: "horon" });
  expect(quickActivity({ meals: [], exercises: [] }, null, "2026-03-09")).toBeNull();
});
