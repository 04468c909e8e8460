import { foldLetters } from "@healthops/base/fold-letters";
import type { ActivityCode } from "../activities.ts";
import { ACTIVITIES } from "../activities.ts";
import type { DiaryExercise, DiaryMeal } from "./entries.ts";
import { matchOf, searchActivities } from "./search.ts";
import type { MealSlot, Slot } from "./slots.ts";

/** Something the diary offers to add: as it was entered before, or out of the table of activities. */
export type Suggestion =
  | { readonly what: "meal"; readonly key: string; readonly meal: DiaryMeal }
  | { readonly what: "exercise"; readonly key: string; readonly exercise: DiaryExercise }
  | { readonly what: "activity"; readonly key: string; readonly code: ActivityCode };

/** What somebody entered, in any order; both kinds. */
export interface Entered {
  readonly meals: readonly DiaryMeal[];
  readonly exercises: readonly DiaryExercise[];
}

const HALF_LIFE_DAYS = 14;
/** A food counts so much more in the meal that it is usually part of. */
const SAME_SLOT = 6;
const DAY_ms = 86_400_000;

/**
 * What somebody is most likely to enter now, best first: what they used often and lately, in this part
 * of the day above all. One suggestion for each name, with the amounts of its latest use. `day` is the
 * day that is written in; later entries do not count.
 */
export function recents(
  entered: Entered,
  slot: Slot,
  day: string,
  limit: number,
): readonly Suggestion[] {
  return slot === "exercise"
    ? ranked(entered.exercises, exerciseUse, () => 1, day, limit)
    : ranked(entered.meals, mealUse, ({ kind }) => (kind === slot ? SAME_SLOT : 1), day, limit);
}

/**
 * What answers a search: first what was entered before (best match, then most used), then known
 * activities that were not. Foods and activities alike; those of the slot's kind come first.
 */
export function search(
  entered: Entered,
  query: string,
  slot: Slot,
  day: string,
  limit: number,
): readonly Suggestion[] {
  const foods = ranked(
    entered.meals,
    mealUse,
    ({ name, kind }) => found(query, name) * (kind === slot ? SAME_SLOT : 1),
    day,
    limit,
  );
  const done = ranked(
    entered.exercises,
    exerciseUse,
    (exercise) => found(query, nameInBoth(exercise)),
    day,
    limit,
  );
  const known = new Set(
    done.map((each) => (each.what === "exercise" ? each.exercise.activityCode : null)),
  );
  const activities = searchActivities(query, limit)
    .filter((code) => !known.has(code))
    .map((code): Suggestion => ({ what: "activity", key: `activity ${code}`, code }));
  const ordered =
    slot === "exercise" ? [...done, ...activities, ...foods] : [...foods, ...done, ...activities];
  return ordered.slice(0, limit);
}

/** Which slot a suggestion is added to when `slot` is chosen: an activity is never part of a meal. */
export function slotFor(suggestion: Suggestion, slot: Slot, otherwise: MealSlot): Slot {
  if (suggestion.what !== "meal") return "exercise";
  return slot === "exercise" ? otherwise : slot;
}

interface Use {
  readonly key: string;
  readonly day: string;
  readonly suggestion: Suggestion;
}

function ranked<T>(
  items: readonly T[],
  useOf: (item: T) => Use,
  weightOf: (item: T) => number,
  day: string,
  limit: number,
): readonly Suggestion[] {
  const now_ms = Date.parse(day);
  const known = new Map<string, { score: number; last: Use }>();
  for (const item of items) {
    const use = useOf(item);
    const weight = weightOf(item);
    if (use.day > day || weight === 0) continue;
    const age = (now_ms - Date.parse(use.day)) / DAY_ms;
    const score = weight * 0.5 ** (age / HALF_LIFE_DAYS);
    const former = known.get(use.key);
    if (former === undefined) known.set(use.key, { score, last: use });
    else {
      former.score += score;
      if (use.day > former.last.day) former.last = use;
    }
  }
  return [...known.values()]
    .toSorted((a, b) => b.score - a.score || (a.last.key < b.last.key ? -1 : 1))
    .slice(0, limit)
    .map(({ last }) => last.suggestion);
}

function mealUse(meal: DiaryMeal): Use {
  const key = `meal ${foldLetters(meal.name)}`;
  return { key, day: meal.eatenOn, suggestion: { what: "meal", key, meal } };
}

function exerciseUse(exercise: DiaryExercise): Use {
  const key = `exercise ${exercise.activityCode ?? foldLetters(exercise.activity)}`;
  return { key, day: exercise.performedOn, suggestion: { what: "exercise", key, exercise } };
}

/** A good match outweighs some uses, a hundred uses no match. */
function found(query: string, name: string): number {
  return matchOf(query, name) ** 2;
}

function nameInBoth({ activity, activityCode }: DiaryExercise): string {
  if (activityCode === null) return activity;
  const { en, tr } = ACTIVITIES[activityCode].label;
  return `${activity} ${en} ${tr}`;
}
