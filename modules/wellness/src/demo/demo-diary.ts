import { newId } from "@healthops/base/ids";
import type { Language } from "../activities.ts";
import { ACTIVITIES } from "../activities.ts";
import type { Creation } from "../change.ts";
import { creation } from "../change.ts";
import { exercises } from "../collections/exercises.ts";
import { goals } from "../collections/goals.ts";
import { meals } from "../collections/meals.ts";
import { weights } from "../collections/weights.ts";
import { wellnessProfiles } from "../collections/wellness-profiles.ts";
import { weekdayOf } from "@healthops/base/days";
import type { GoalKind } from "../goals/active-goals.ts";
import { profileIdOf } from "../profile-id.ts";
import { Dice } from "./dice.ts";
import type { Food } from "./foods.ts";
import type { DemoPerson, Habits } from "./habits.ts";
import { daysUntil, drawHabits, isWarm, momentOn, tenth, weightOn } from "./habits.ts";
import { SPEED_KM_H } from "./speeds.ts";

export interface DemoDiaryOptions {
  readonly seed: number;
  readonly person: DemoPerson;
  /** The last day of the diary, `YYYY-MM-DD`. */
  readonly until: string;
  /** Default: a year. */
  readonly days?: number;
  /** In which language they write. Default: English. */
  readonly language?: Language;
}

interface Diary {
  readonly person: DemoPerson;
  readonly habits: Habits;
  readonly dice: Dice;
  readonly language: Language;
}

/**
 * The diary of a made-up person: profile and goals first, then a group of new records for each day
 * that they wrote something. The same options give the same records, ids included.
 */
export function* demoDiary(options: DemoDiaryOptions): Generator<readonly Creation[]> {
  const { person, until, days = 365, language = "en" } = options;
  const dice = new Dice(options.seed, person.personId);
  const diary: Diary = { person, habits: drawHabits(dice, until), dice, language };
  const calendar = daysUntil(until, days);
  yield beginning(diary, calendar[0] ?? until);
  for (const [index, day] of calendar.entries()) {
    const weightKg = weightOn(diary.habits, index, days, dice);
    const left = days - 1 - index;
    // Who looks at the last days, to repeat one say, finds them written, with the meals of every day.
    const isLate = left <= 3;
    if (dice.chance(diary.habits.forgetful) && !isLate) continue;
    const all = [
      ...weighing(diary, day, weightKg),
      ...mealsOf(diary, day, isLate),
      ...exerciseOf(diary, day, weightKg),
    ];
    yield left === 0 ? all.filter(isOfMorning) : all;
  }
}

/** The last day has only begun. */
function isOfMorning({ collection, fields }: Creation): boolean {
  return collection === weights.name || fields["kind"] === "breakfast";
}

function beginning(diary: Diary, day: string): Creation[] {
  const { person, habits } = diary;
  const { sex, birthYear, heightCm } = habits;
  const goal = (kind: GoalKind, target: number): Creation =>
    creation(goals, idAt(diary, momentOn(day, 480)), {
      kind,
      target,
      startsOn: day,
      ...ownership(diary, habits.shares),
    });
  return [
    creation(wellnessProfiles, profileIdOf(person.personId), {
      sex,
      birthYear,
      heightCm,
      shareByDefault: habits.shares,
      personId: person.personId,
    }),
    goal("body_weight", habits.goalKg),
    goal("weekly_minutes", 150),
    goal("daily_eaten", Math.round(habits.needKcal / 50) * 50),
    goal("daily_protein", Math.round(habits.goalKg)),
  ];
}

function weighing(diary: Diary, day: string, weightKg: number): Creation[] {
  const { dice } = diary;
  if (!dice.chance(weekdayOf(day) === 0 ? 0.9 : 0.3)) return [];
  const at_ms = momentOn(day, dice.integer(400, 470));
  return [
    creation(weights, idAt(diary, at_ms), {
      measuredOn: day,
      measuredAt: new Date(at_ms).toISOString(),
      weightKg,
      ...ownership(diary, false),
    }),
  ];
}

function mealsOf(diary: Diary, day: string, isWhole: boolean): Creation[] {
  const { habits, dice } = diary;
  const weekend = weekdayOf(day) >= 5;
  const found: Creation[] = [];
  const eat = (
    kind: "breakfast" | "lunch" | "dinner" | "snack",
    foods: readonly Food[],
    minutes: number,
    chance: number,
  ) => {
    if (dice.chance(chance) || (isWhole && kind !== "snack"))
      found.push(meal(diary, day, kind, dice.pick(foods), minutes));
  };
  eat("breakfast", habits.breakfasts, weekend ? 600 : 450, 0.92);
  eat("lunch", habits.lunches, 765, weekend ? 0.7 : 0.95);
  eat("snack", habits.snacks, 960, 0.6);
  eat("dinner", habits.dinners, weekend ? 1200 : 1140, 0.96);
  eat("snack", habits.snacks, 1290, weekend ? 0.5 : 0.3);
  return found;
}

function meal(
  diary: Diary,
  day: string,
  kind: "breakfast" | "lunch" | "dinner" | "snack",
  food: Food,
  minutes: number,
): Creation {
  const { dice, habits, language } = diary;
  const id = idAt(diary, momentOn(day, minutes + dice.integer(-20, 20)));
  const base = { eatenOn: day, kind, ...ownership(diary, habits.shares && dice.chance(0.5)) };
  // Now and then somebody writes down only a number.
  if (dice.chance(0.08)) {
    const name = language === "tr" ? "Dışarıda yemek" : "Ate out";
    return creation(meals, id, { ...base, name, energyKcal: dice.integer(6, 22) * 50 });
  }
  const portion = tenth(dice.around(habits.appetite, 0.1));
  return creation(meals, id, {
    ...base,
    name: food.name[language],
    quantity: food.quantity[language],
    grams: Math.round(food.grams * portion),
    proteinG: tenth(food.proteinG * portion),
    carbohydrateG: tenth(food.carbohydrateG * portion),
    fatG: tenth(food.fatG * portion),
    fibreG: tenth(food.fibreG * portion),
  });
}

function exerciseOf(diary: Diary, day: string, weightKg: number): Creation[] {
  const { habits, dice, language } = diary;
  const weekend = weekdayOf(day) >= 5;
  if (!dice.chance(weekend ? habits.weekend : habits.workday)) return [];
  const code = dice.pick(isWarm(day) ? habits.summer : habits.winter);
  const { met, label } = ACTIVITIES[code];
  const durationMinutes = dice.integer(weekend ? 6 : 4, weekend ? 18 : 11) * 5;
  const started_ms = momentOn(day, weekend ? dice.integer(540, 960) : dice.integer(1050, 1170));
  const speed = SPEED_KM_H[code];
  return [
    creation(exercises, idAt(diary, started_ms + durationMinutes * 60_000), {
      performedOn: day,
      startedAt: new Date(started_ms).toISOString(),
      activity: label[language],
      activityCode: code,
      durationMinutes,
      met,
      weightKg,
      distanceKm:
        speed === undefined
          ? null
          : tenth((dice.around(speed, speed * 0.05) * durationMinutes) / 60),
      ...ownership(diary, habits.shares && dice.chance(0.8)),
    }),
  ];
}

function ownership({ person }: Diary, sharedWithManager: boolean) {
  return {
    personId: person.personId,
    siteId: person.siteId,
    sharedWithManager: sharedWithManager && person.siteId !== null,
  };
}

function idAt({ dice }: Diary, at_ms: number): string {
  return newId({ clock: { now: () => at_ms }, random: dice });
}
