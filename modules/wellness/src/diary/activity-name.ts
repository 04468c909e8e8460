import type { Language } from "../activities.ts";
import { ACTIVITIES } from "../activities.ts";
import type { DiaryExercise } from "./entries.ts";

/**
 * What an exercise is called in a language: a known activity under its own name is translated, a
 * name that the person gave stays.
 */
export function activityName(
  { activity, activityCode }: Pick<DiaryExercise, "activity" | "activityCode">,
  language: Language,
): string {
  const label = activityCode === null ? undefined : ACTIVITIES[activityCode]?.label;
  if (label === undefined) return activity;
  return Object.values(label).includes(activity) ? label[language] : activity;
}
