import { useFormats, useLanguage, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useState } from "react";
import type { Change } from "../../change.ts";
import { activityName } from "../../diary/activity-name.ts";
import { mealsIn } from "../../diary/day-summary.ts";
import type { DiaryExercise, DiaryMeal } from "../../diary/entries.ts";
import type { DayEntries } from "../../diary/repeat.ts";
import type { Slot } from "../../diary/slots.ts";
import { SLOTS } from "../../diary/slots.ts";
import { energyWarning } from "../../rules.ts";
import type { Commit } from "../shared/use-commit.ts";
import { DaySection } from "./day-section.tsx";
import { DIARY_TEXT } from "./diary-text.ts";
import { EntryRow } from "./entry-row.tsx";
import { ExerciseEditor } from "./exercise-editor.tsx";
import { MealEditor } from "./meal-editor.tsx";

interface DaySectionsProps {
  readonly entries: DayEntries;
  /** Of the day before, to repeat. */
  readonly before: DayEntries;
  readonly beforeDay: string;
  repeat(slot: Slot): void;
  readonly commit: Commit;
}

/** All parts of the day, each with its entries. */
export function DaySections({ entries, before, beforeDay, repeat, commit }: DaySectionsProps) {
  const texts = useTexts(DIARY_TEXT);
  const { language } = useLanguage();
  const [opened, setOpened] = useState<string | null>(null);
  const held = (id: string) =>
    entries.meals.find((meal) => meal.id === id) ??
    entries.exercises.find((exercise) => exercise.id === id);
  const rowOf = (collection: string, id: string, name: string) => ({
    opened: opened === id,
    toggle: () => setOpened(opened === id ? null : id),
    remove: () => void commit([{ op: "delete", collection, id }], texts.deleted(name)),
    save: (changes: readonly Change[]) =>
      void commit(changes, texts.saved(name), held).then((went) => went && setOpened(null)),
    cancel: () => setOpened(null),
  });
  return (
    <>
      {SLOTS.map((slot, at) => {
        const meals = slot === "exercise" ? [] : mealsIn(entries.meals, slot);
        const exercises = slot === "exercise" ? entries.exercises : [];
        const all = [...meals, ...exercises];
        return (
          <DaySection
            key={slot}
            slot={slot}
            count={all.length}
            kcal={all.reduce((sum, { totalKcal }) => sum + (totalKcal ?? 0), 0)}
            before={
              slot === "exercise"
                ? before.exercises.map((exercise) => activityName(exercise, language))
                : mealsIn(before.meals, slot).map(({ name }) => name)
            }
            beforeDay={beforeDay}
            repeatKey={String(at + 1)}
            repeat={() => repeat(slot)}
          >
            {meals.map((meal) => (
              <MealRow key={meal.id} meal={meal} {...rowOf("meals", meal.id, meal.name)} />
            ))}
            {exercises.map((exercise) => (
              <ExerciseRow
                key={exercise.id}
                exercise={exercise}
                {...rowOf("exercises", exercise.id, activityName(exercise, language))}
              />
            ))}
          </DaySection>
        );
      })}
    </>
  );
}

interface RowProps {
  readonly opened: boolean;
  toggle(): void;
  remove(): void;
  save(changes: readonly Change[]): void;
  cancel(): void;
}

function MealRow({ meal, save, cancel, ...row }: RowProps & { readonly meal: DiaryMeal }) {
  const texts = useTexts(DIARY_TEXT);
  const formats = useFormats();
  const warning = energyWarning(meal);
  const kcal = (value: number): string => formats.measure(Math.round(value), 0, "kcal");
  const grams = meal.grams === null ? [] : [formats.measure(meal.grams, 0, "g")];
  const detail = [...(meal.quantity === null ? [] : [meal.quantity]), ...grams].join(" · ");
  return (
    <EntryRow
      {...row}
      name={meal.name}
      detail={detail}
      kcal={meal.totalKcal}
      warning={
        warning === null
          ? null
          : texts.warning(meal.name, kcal(warning.declaredKcal), kcal(warning.macrosKcal))
      }
    >
      <MealEditor meal={meal} save={save} cancel={cancel} />
    </EntryRow>
  );
}

function ExerciseRow(props: RowProps & { readonly exercise: DiaryExercise }) {
  const { exercise, save, cancel, ...row } = props;
  const formats = useFormats();
  const { language } = useLanguage();
  const distance =
    exercise.distanceKm === null ? [] : [formats.measure(exercise.distanceKm, 1, "km")];
  const minutes = formats.measure(exercise.durationMinutes, 0, "min");
  return (
    <EntryRow
      {...row}
      name={activityName(exercise, language)}
      detail={[minutes, ...distance].join(" · ")}
      kcal={exercise.totalKcal}
      warning={null}
    >
      <ExerciseEditor exercise={exercise} save={save} cancel={cancel} />
    </EntryRow>
  );
}
