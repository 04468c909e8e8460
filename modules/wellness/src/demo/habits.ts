import type { ActivityCode } from "../activities.ts";
import { addDays, dayOf } from "@healthops/base/days";
import { bmr } from "../rules.ts";
import type { Dice } from "./dice.ts";
import type { Food } from "./foods.ts";
import { BREAKFASTS, DINNERS, LUNCHES, SNACKS } from "./foods.ts";

/** Whose diary it is. */
export interface DemoPerson {
  readonly personId: string;
  readonly siteId: string | null;
}

/** What a made-up person is like; their year follows from it. */
export interface Habits {
  readonly sex: "female" | "male";
  readonly birthYear: number;
  readonly heightCm: number;
  readonly startKg: number;
  readonly goalKg: number;
  /** Energy in kcal that they mean to eat in a day. */
  readonly needKcal: number;
  /** Chance of an exercise on a working day and on a weekend day. */
  readonly workday: number;
  readonly weekend: number;
  readonly summer: readonly ActivityCode[];
  readonly winter: readonly ActivityCode[];
  readonly breakfasts: readonly Food[];
  readonly lunches: readonly Food[];
  readonly dinners: readonly Food[];
  readonly snacks: readonly Food[];
  /** How much of a portion they take. */
  readonly appetite: number;
  readonly shares: boolean;
  /** Days on which they forget the diary altogether. */
  readonly forgetful: number;
}

const ALL_YEAR: readonly ActivityCode[] = ["walk", "walk_brisk", "run_8", "housework", "stretch"];
const SUMMER: readonly ActivityCode[] = [
  "swim_crawl",
  "cycle",
  "hike",
  "garden",
  "football",
  "tennis",
  "kayak",
];
const WINTER: readonly ActivityCode[] = [
  "pilates",
  "yoga",
  "weights_light",
  "row_machine",
  "elliptical",
  "dance",
  "table_tennis",
  "ski_downhill",
];

/** What a day of mostly sitting adds to the energy at rest, when one wants to lose a little. */
const SITTING = 1.15;

export function drawHabits(dice: Dice, until: string): Habits {
  const sex = dice.chance(0.5) ? "female" : "male";
  const heightCm = Math.round(dice.around(sex === "male" ? 176 : 163, 6));
  const startKg = tenth(dice.around(27, 2.5) * (heightCm / 100) ** 2);
  const all = dice.some(ALL_YEAR, 2);
  const ageYears = dice.integer(22, 64);
  return {
    sex,
    birthYear: Number(until.slice(0, 4)) - ageYears,
    heightCm,
    startKg,
    needKcal: bmr({ sex, heightCm, ageYears, weightKg: startKg }) * SITTING,
    goalKg: tenth(startKg - dice.around(5, 2)),
    workday: 0.25 + dice.fraction() * 0.35,
    weekend: 0.35 + dice.fraction() * 0.45,
    summer: [...all, ...dice.some(SUMMER, 3)],
    winter: [...all, ...dice.some(WINTER, 3)],
    breakfasts: dice.some(BREAKFASTS, 3),
    lunches: dice.some(LUNCHES, 5),
    dinners: dice.some(DINNERS, 5),
    snacks: dice.some(SNACKS, 3),
    appetite: dice.around(1.05, 0.12),
    shares: dice.chance(0.6),
    forgetful: 0.02 + dice.fraction() * 0.06,
  };
}

/** Body weight on a day of the year: a slow way towards the goal, holidays and noise on top. */
export function weightOn(habits: Habits, dayIndex: number, days: number, dice: Dice): number {
  const way = 1 - Math.exp((-2.5 * dayIndex) / days);
  const season = 0.6 * Math.cos((dayIndex / days) * 2 * Math.PI);
  const trend = habits.startKg - (habits.startKg - habits.goalKg) * way + season;
  return tenth(dice.around(trend, 0.35));
}

/** Whether a day lies in the half of the year that is warm in Türkiye. */
export function isWarm(day: string): boolean {
  const month = Number(day.slice(5, 7));
  return month >= 5 && month <= 10;
}

/** The moment on a day, minutes after midnight in Türkiye (UTC+3), in ms since 1970. */
export function momentOn(day: string, minutes: number): number {
  return Date.parse(day) + (minutes - 180) * 60_000;
}

/** The days of a year that ends with `until`, oldest first. */
export function daysUntil(until: string, days: number): string[] {
  const first = Date.parse(addDays(until, 1 - days));
  return Array.from({ length: days }, (_, index) => dayOf(first + index * 86_400_000));
}

export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
