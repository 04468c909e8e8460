import { useFormats, useLanguage, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { ACTIVITIES } from "../../activities.ts";
import { activityName } from "../../diary/activity-name.ts";
import { DIARY_TEXT } from "./diary-text.ts";
import type { Composer } from "./use-composer.ts";

/** What Enter would write down of a quick entry, in words; null when there is none. */
export function useQuickWords({ quick, mealSlot }: Composer): string | null {
  const texts = useTexts(DIARY_TEXT);
  const formats = useFormats();
  const { language } = useLanguage();
  if (quick === null) return null;
  const { entry, activity } = quick;
  if (entry.what === "meal") {
    const kcal = formats.measure(entry.kcal, 0, "kcal");
    const part = texts.slots[mealSlot];
    return entry.name === null
      ? texts.quickMeal(kcal, part)
      : texts.quickNamed(entry.name, kcal, part);
  }
  const name =
    activity === null
      ? texts.exercise
      : activity.from === "diary"
        ? activityName(activity.exercise, language)
        : activity.from === "table"
          ? ACTIVITIES[activity.code].label[language]
          : activity.name;
  return texts.quickExercise(formats.measure(entry.minutes, 0, "min"), name);
}
