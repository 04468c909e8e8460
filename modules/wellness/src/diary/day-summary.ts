import type { EnergyWarning } from "../rules.ts";
import { energyWarning } from "../rules.ts";
import type { DiaryExercise, DiaryMeal } from "./entries.ts";
import type { MealSlot } from "./slots.ts";

/** A day in numbers: kcal, minutes, grams. What is not known counts as nothing, and is counted. */
export interface DaySummary {
  readonly eatenKcal: number;
  readonly burnedKcal: number;
  readonly minutes: number;
  readonly proteinG: number;
  readonly carbohydrateG: number;
  readonly fatG: number;
  readonly fibreG: number;
  /** Meals and exercises without energy: the totals are at least what they say. */
  readonly unknown: number;
  readonly warnings: readonly MealWarning[];
}

/** A meal whose declared energy its macros do not explain. */
export interface MealWarning extends EnergyWarning {
  readonly mealId: string;
  readonly name: string;
}

/** What a day adds up to. */
export function daySummary(
  meals: readonly DiaryMeal[],
  exercises: readonly DiaryExercise[],
): DaySummary {
  const eaten = (field: "totalKcal" | "proteinG" | "carbohydrateG" | "fatG" | "fibreG"): number =>
    tidy(meals.reduce((sum, meal) => sum + (meal[field] ?? 0), 0));
  const unknown = [...meals, ...exercises].filter(({ totalKcal }) => totalKcal === null).length;
  return {
    eatenKcal: eaten("totalKcal"),
    burnedKcal: tidy(exercises.reduce((sum, { totalKcal }) => sum + (totalKcal ?? 0), 0)),
    minutes: tidy(exercises.reduce((sum, { durationMinutes }) => sum + durationMinutes, 0)),
    proteinG: eaten("proteinG"),
    carbohydrateG: eaten("carbohydrateG"),
    fatG: eaten("fatG"),
    fibreG: eaten("fibreG"),
    unknown,
    warnings: meals.flatMap((meal) => {
      const warning = energyWarning(meal);
      return warning === null ? [] : [{ ...warning, mealId: meal.id, name: meal.name }];
    }),
  };
}

/** The meals of one part of the day, in the order in which they were entered. */
export function mealsIn(meals: readonly DiaryMeal[], slot: MealSlot): readonly DiaryMeal[] {
  // Ids grow with the time at which they were made.
  return meals.filter(({ kind }) => kind === slot).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Share of each macro in the energy that the macros give, 0 to 1; null when none is known. */
export function macroShares(
  grams: Pick<DaySummary, "proteinG" | "carbohydrateG" | "fatG">,
): { readonly protein: number; readonly carbohydrate: number; readonly fat: number } | null {
  const protein = 4 * grams.proteinG;
  const carbohydrate = 4 * grams.carbohydrateG;
  const fat = 9 * grams.fatG;
  const all = protein + carbohydrate + fat;
  if (all === 0) return null;
  return { protein: protein / all, carbohydrate: carbohydrate / all, fat: fat / all };
}

function tidy(sum: number): number {
  return Number(sum.toFixed(2));
}
