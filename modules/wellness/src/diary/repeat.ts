import type { Change } from "../change.ts";
import type { Diary } from "../commands.ts";
import { repeatDay, repeatExercise } from "../commands.ts";
import { mealsIn } from "./day-summary.ts";
import type { DiaryExercise, DiaryMeal } from "./entries.ts";
import type { Slot } from "./slots.ts";
import { MEAL_SLOTS } from "./slots.ts";

/** What was written down on one day. */
export interface DayEntries {
  readonly meals: readonly DiaryMeal[];
  readonly exercises: readonly DiaryExercise[];
}

/**
 * The entries of a day (yesterday, mostly) again on another: of one part of the day, or of all of it
 * when `slot` is null. Nothing when there is nothing to repeat.
 */
export function repeatEntries(
  diary: Diary,
  entries: DayEntries,
  slot: Slot | null,
  to: { readonly day: string; readonly weightKg: number | null },
): readonly Change[] {
  const meals = MEAL_SLOTS.filter((each) => slot === null || slot === each).flatMap((each) =>
    mealsIn(entries.meals, each),
  );
  const exercises = slot === null || slot === "exercise" ? entries.exercises : [];
  return [
    ...repeatDay(diary, meals, to.day),
    ...exercises.flatMap((exercise) =>
      repeatExercise(diary, exercise, { performedOn: to.day, weightKg: to.weightKg }),
    ),
  ];
}
