import { newId } from "@healthops/base/ids";
import type { Ports } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type { Content } from "@healthops/schema/record";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import type { ActivityCode, Language } from "./activities.ts";
import { ACTIVITIES } from "./activities.ts";
import type { Change, GivenFields } from "./change.ts";
import { creation } from "./change.ts";
import { exercises } from "./collections/exercises.ts";
import { meals } from "./collections/meals.ts";

/** Whose diary is written in, and what the commands need of the outside. */
export interface Diary {
  readonly personId: string;
  readonly siteId: string | null;
  /** From the person's profile: whether new records are shared with their manager. */
  readonly shareByDefault: boolean;
  readonly ports: Pick<Ports, "clock" | "random">;
}

type ExerciseFields = GivenFields<typeof exercises>;
type MealFields = GivenFields<typeof meals>;

/** What a person enters; `activity` is the known activity's name when it is left out. */
export interface ExerciseEntry extends Omit<
  ExerciseFields,
  "activityCode" | "personId" | "siteId" | "totalKcal"
> {
  readonly performedOn: string;
  readonly durationMinutes: number;
  readonly activityCode?: ActivityCode | null;
  /** In which language the activity's name is filled in. */
  readonly language?: Language;
}

const CHOOSE_ACTIVITY = {
  en: "Choose an activity or write its name.",
  tr: "Bir etkinlik seçin ya da adını yazın.",
};

/**
 * A new exercise. The MET of a known activity is copied into it, so that history does not shift when
 * the table changes. Problem `activity_missing` when neither a code nor a name says what it was.
 */
export function logExercise(diary: Diary, entry: ExerciseEntry): readonly Change[] {
  const { language = "tr", ...fields } = entry;
  const known = entry.activityCode ? ACTIVITIES[entry.activityCode] : undefined;
  const activity = entry.activity ?? known?.label[language];
  if (activity === undefined) {
    throw new Problem({
      code: "activity_missing",
      message: "Say what you did: choose an activity or write its name.",
      faults: [ruleFault("activity", CHOOSE_ACTIVITY)],
    });
  }
  return [
    creation(exercises, newId(diary.ports), {
      ...ownership(diary),
      ...fields,
      activity,
      met: entry.met ?? known?.met ?? null,
    }),
  ];
}

export interface MealEntry extends Omit<MealFields, "personId" | "siteId" | "totalKcal"> {
  readonly eatenOn: string;
  readonly name: string;
}

/** New meals, as many as are given: people add several at once. */
export function logMeal(diary: Diary, ...entries: readonly MealEntry[]): readonly Change[] {
  return entries.map((entry) =>
    creation(meals, newId(diary.ports), { ...ownership(diary), ...entry }),
  );
}

/** A meal of which only the energy is known. */
export function quickMeal(
  diary: Diary,
  entry: {
    readonly eatenOn: string;
    readonly energyKcal: number;
    readonly kind?: "breakfast" | "lunch" | "dinner" | "snack";
    readonly name?: string;
    readonly language?: Language;
  },
): readonly Change[] {
  const { language = "tr", name = QUICK_NAME[language], ...rest } = entry;
  return logMeal(diary, { ...rest, name });
}

const QUICK_NAME = { en: "Quick entry", tr: "Hızlı giriş" } as const;

/** A meal as it stands in the diary. */
export type MealContent = Readonly<Record<string, unknown>> & MealFields;

/** The same meal again on another day. */
export function repeatMeal(diary: Diary, meal: MealContent, eatenOn: string): readonly Change[] {
  const again = Object.fromEntries(
    REPEATED.flatMap((field) => {
      const value = meal[field];
      return value === null || value === undefined ? [] : [[field, value]];
    }),
  );
  return [creation(meals, newId(diary.ports), { ...again, ...ownership(diary), eatenOn })];
}

/** What was on the plate; notes and durations belong to the day they were written. */
const REPEATED = [
  "kind",
  "name",
  "quantity",
  "grams",
  "proteinG",
  "carbohydrateG",
  "fatG",
  "fibreG",
  "energyKcal",
] as const;

/** All meals of a day (yesterday's, mostly) again on another, in their order. */
export function repeatDay(
  diary: Diary,
  dayMeals: readonly MealContent[],
  eatenOn: string,
): readonly Change[] {
  return dayMeals.flatMap((meal) => repeatMeal(diary, meal, eatenOn));
}

/** An exercise as it stands in the diary. */
export type ExerciseContent = Readonly<Record<string, unknown>> & ExerciseFields;

/**
 * The same exercise again on another day, with the weight of that day. What a device measured is
 * taken, in proportion to the minutes, only where no MET and weight say it better.
 */
export function repeatExercise(
  diary: Diary,
  exercise: ExerciseContent,
  again: {
    readonly performedOn: string;
    readonly weightKg: number | null;
    readonly durationMinutes?: number;
  },
): readonly Change[] {
  const { activity = "", activityCode = null, met = null, energyKcal = null } = exercise;
  const before = exercise.durationMinutes ?? 0;
  const { performedOn, weightKg, durationMinutes = before } = again;
  const computed = met !== null && weightKg !== null;
  const share = before === 0 ? 1 : durationMinutes / before;
  return [
    creation(exercises, newId(diary.ports), {
      ...ownership(diary),
      activity,
      activityCode,
      met,
      performedOn,
      durationMinutes,
      weightKg,
      ...(computed || energyKcal === null ? {} : { energyKcal: Math.round(energyKcal * share) }),
    }),
  ];
}

/** Collections whose records can be shared with a manager. */
export type SharedCollection = "exercises" | "meals" | "goals" | "weights";

/** Lets the managers of the record's site see it. */
export function shareRecord(collection: SharedCollection, id: string): readonly Change[] {
  return [sharing(collection, id, true)];
}

/** Takes it out of their sight again, on their devices too. */
export function unshareRecord(collection: SharedCollection, id: string): readonly Change[] {
  return [sharing(collection, id, false)];
}

/**
 * Corrects a meal: only the fields that differ from what the diary holds become a change, so that a
 * correction elsewhere of another field stays. No change at all when nothing differs.
 */
export function correctMeal(
  id: string,
  meal: MealContent,
  corrected: Omit<MealFields, "personId" | "totalKcal">,
): readonly Change[] {
  return correction(meals, id, meal, corrected);
}

/** Corrects an exercise: see {@link correctMeal}. */
export function correctExercise(
  id: string,
  exercise: ExerciseContent,
  corrected: Omit<ExerciseFields, "personId" | "totalKcal">,
): readonly Change[] {
  return correction(exercises, id, exercise, corrected);
}

function correction(
  collection: { readonly name: string },
  id: string,
  held: Readonly<Record<string, unknown>>,
  corrected: object,
): readonly Change[] {
  const entries = Object.entries(corrected).filter(
    ([field, value]) => (held[field] ?? null) !== value,
  );
  const fields = Object.fromEntries(entries) as Content;
  return entries.length === 0 ? [] : [{ op: "update", collection: collection.name, id, fields }];
}

function sharing(collection: SharedCollection, id: string, sharedWithManager: boolean): Change {
  return { op: "update", collection, id, fields: { sharedWithManager } };
}

/** Whose a new record of the diary is, and whether their manager may see it. */
export function ownership({ personId, siteId, shareByDefault }: Diary) {
  return { personId, siteId, sharedWithManager: shareByDefault && siteId !== null };
}
