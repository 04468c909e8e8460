import { newId } from "@healthops/base/ids";
import type { ActivityCode, Language } from "../activities.ts";
import { ACTIVITIES } from "../activities.ts";
import type { Creation } from "../change.ts";
import { creation } from "../change.ts";
import { exercises } from "../collections/exercises.ts";
import { dayOf } from "@healthops/base/days";
import { Dice } from "./dice.ts";
import type { DemoPerson } from "./habits.ts";
import { SPEED_KM_H } from "./speeds.ts";

export interface GenerateOptions {
  readonly seed: number;
  /** Records go to them in turn. */
  readonly people: readonly DemoPerson[];
  /** The last day; the records spread evenly over the time before it. */
  readonly until: string;
  /** Default: three years. */
  readonly days?: number;
  /** Records in a group that is handed out at once. Default: 1000. */
  readonly groupSize?: number;
  readonly language?: Language;
}

const CODES = Object.keys(ACTIVITIES) as ActivityCode[];

/**
 * Any number of plausible exercises, oldest first, for benchmarks: some hundred thousand a second,
 * and never more than a group in memory. The same options give the same records.
 */
export function* generateExercises(
  count: number,
  options: GenerateOptions,
): Generator<readonly Creation[]> {
  const { people, days = 1095, groupSize = 1000, language = "en" } = options;
  const dice = new Dice(options.seed, ...people.map(({ personId }) => personId));
  const end_ms = Date.parse(options.until) + 20 * 3_600_000;
  const step_ms = (days * 86_400_000) / Math.max(count, 1);
  let group: Creation[] = [];
  for (let index = 0; index < count; index += 1) {
    const at_ms = Math.floor(end_ms - (count - 1 - index) * step_ms);
    group.push(exercise(dice, people[index % people.length] as DemoPerson, at_ms, language));
    if (group.length < groupSize) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

function exercise(dice: Dice, person: DemoPerson, at_ms: number, language: Language): Creation {
  const code = dice.pick(CODES);
  const { met, label } = ACTIVITIES[code];
  const durationMinutes = dice.integer(2, 24) * 5;
  const speed = SPEED_KM_H[code];
  return creation(exercises, newId({ clock: { now: () => at_ms }, random: dice }), {
    performedOn: dayOf(at_ms),
    activity: label[language],
    activityCode: code,
    durationMinutes,
    met,
    weightKg: dice.integer(500, 1100) / 10,
    distanceKm: speed === undefined ? null : Math.round((speed * durationMinutes) / 6) / 10,
    personId: person.personId,
    siteId: person.siteId,
    sharedWithManager: person.siteId !== null && dice.chance(0.3),
  });
}
