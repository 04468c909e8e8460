import type { Language } from "../activities.ts";
import type { Change } from "../change.ts";
import type { Diary } from "../commands.ts";
import { logExercise, quickMeal, repeatExercise } from "../commands.ts";
import type { AddTo } from "./add.ts";
import type { DiaryExercise } from "./entries.ts";
import type { QuickEntry } from "./quick-entry.ts";
import { searchActivities } from "./search.ts";
import type { Entered } from "./suggestions.ts";
import { search } from "./suggestions.ts";

/** A quick entry that can be written down at once, without choosing anything. */
export type QuickNow = Exclude<QuickEntry, { readonly what: "times" }>;

/** What the minutes of a quick entry are taken for. */
export type QuickActivity =
  | { readonly from: "diary"; readonly exercise: DiaryExercise }
  | { readonly from: "table"; readonly code: ReturnType<typeof searchActivities>[number] }
  | { readonly from: "name"; readonly name: string };

/**
 * The activity that minutes are meant for: without a name the last one, else the best match in the
 * diary, then in the table, then the name as it is. Null when there is neither name nor last one.
 */
export function quickActivity(
  entered: Entered,
  name: string | null,
  day: string,
): QuickActivity | null {
  if (name === null) {
    const last = entered.exercises
      .filter(({ performedOn }) => performedOn <= day)
      .toSorted((a, b) => (order(b) < order(a) ? -1 : 1))[0];
    return last === undefined ? null : { from: "diary", exercise: last };
  }
  const known = search({ meals: [], exercises: entered.exercises }, name, "exercise", day, 1)[0];
  if (known?.what === "exercise") return { from: "diary", exercise: known.exercise };
  const [code] = searchActivities(name, 1);
  return code === undefined ? { from: "name", name } : { from: "table", code };
}

/** The records of a quick entry. */
export function addQuick(
  diary: Diary,
  entry: QuickNow,
  activity: QuickActivity | null,
  to: AddTo,
): readonly Change[] {
  if (entry.what === "meal") {
    return quickMeal(diary, {
      eatenOn: to.day,
      energyKcal: entry.kcal,
      kind: to.slot === "exercise" ? to.mealSlot : to.slot,
      language: to.language,
      ...(entry.name === null ? {} : { name: entry.name }),
    });
  }
  const { minutes } = entry;
  const base = { performedOn: to.day, durationMinutes: minutes, weightKg: to.weightKg };
  if (activity?.from === "diary") return repeatExercise(diary, activity.exercise, base);
  return logExercise(diary, {
    ...base,
    language: to.language,
    ...(activity?.from === "table"
      ? { activityCode: activity.code }
      : { activity: activity?.name ?? UNNAMED[to.language] }),
  });
}

const UNNAMED: Readonly<Record<Language, string>> = { en: "Exercise", tr: "Egzersiz" };

/** The latest day first, and of a day the entry made last. */
function order({ performedOn, id }: DiaryExercise): string {
  return `${performedOn} ${id}`;
}
