import type { Language } from "../activities.ts";
import type { Change } from "../change.ts";
import type { Diary } from "../commands.ts";
import { logExercise, logMeal, repeatExercise } from "../commands.ts";
import { scaled } from "./portion.ts";
import type { MealSlot, Slot } from "./slots.ts";
import type { Suggestion } from "./suggestions.ts";
import { slotFor } from "./suggestions.ts";

/** A suggestion that somebody chose, with how much of it. */
export interface Pick {
  readonly suggestion: Suggestion;
  /** Portions of a meal, minutes of an exercise. */
  readonly amount: number;
}

/** Where and how what was chosen is written down. */
export interface AddTo {
  readonly day: string;
  readonly slot: Slot;
  /** For food that is chosen while the slot is for exercises. */
  readonly mealSlot: MealSlot;
  /** Of that day, for the energy of exercises; null when unknown. */
  readonly weightKg: number | null;
  readonly language: Language;
}

/** New records for everything that was chosen, in its order: one group, one way back. */
export function addPicks(diary: Diary, picks: readonly Pick[], to: AddTo): readonly Change[] {
  return picks.flatMap(({ suggestion, amount }) => {
    if (suggestion.what === "exercise") {
      return repeatExercise(diary, suggestion.exercise, {
        performedOn: to.day,
        weightKg: to.weightKg,
        durationMinutes: amount,
      });
    }
    if (suggestion.what === "activity") {
      return logExercise(diary, {
        performedOn: to.day,
        durationMinutes: amount,
        activityCode: suggestion.code,
        weightKg: to.weightKg,
        language: to.language,
      });
    }
    const { meal } = suggestion;
    const slot = slotFor(suggestion, to.slot, to.mealSlot);
    return logMeal(diary, {
      eatenOn: to.day,
      name: meal.name,
      kind: slot === "exercise" ? to.mealSlot : slot,
      ...scaled(meal, amount),
    });
  });
}

/** How much a suggestion starts with: a portion, or as long as last time. */
export function usualAmount(suggestion: Suggestion): number {
  if (suggestion.what === "meal") return 1;
  return suggestion.what === "exercise" ? suggestion.exercise.durationMinutes || 30 : 30;
}
