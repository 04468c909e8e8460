import { newId } from "@healthops/base/ids";
import type { Change } from "./change.ts";
import { creation, updating } from "./change.ts";
import { goals } from "./collections/goals.ts";
import { weights } from "./collections/weights.ts";
import { wellnessProfiles } from "./collections/wellness-profiles.ts";
import type { Diary } from "./commands.ts";
import { ownership } from "./commands.ts";
import type { Goal, GoalKind } from "./goals/active-goals.ts";
import type { Profile } from "./goals/body.ts";
import { profileIdOf } from "./profile-id.ts";

/** A reading of the scales. */
export function logWeight(diary: Diary, measuredOn: string, weightKg: number): readonly Change[] {
  const at = new Date(diary.ports.clock.now()).toISOString();
  return [
    creation(weights, newId(diary.ports), {
      ...ownership(diary),
      measuredOn,
      weightKg,
      // Of another day nobody remembers the hour.
      ...(at.slice(0, 10) === measuredOn ? { measuredAt: at } : {}),
    }),
  ];
}

/** Sets the target of a kind of goal: corrects the one that holds, or begins a new one today. */
export function setGoal(
  diary: Diary,
  held: Goal | undefined,
  goal: {
    readonly kind: GoalKind;
    readonly target: number;
    readonly endsOn: string | null;
    readonly today: string;
  },
): readonly Change[] {
  const { kind, target, endsOn, today } = goal;
  if (held === undefined) {
    return [
      creation(goals, newId(diary.ports), {
        ...ownership(diary),
        kind,
        target,
        startsOn: today,
        endsOn,
      }),
    ];
  }
  const fields = {
    ...(held.target === target ? {} : { target }),
    ...(held.endsOn === endsOn ? {} : { endsOn }),
  };
  return Object.keys(fields).length === 0 ? [] : [updating(goals, held.id, fields)];
}

/** Gives a goal up from today on; one that began today never was. */
export function endGoal(held: Goal, today: string, yesterday: string): readonly Change[] {
  return held.startsOn >= today
    ? [{ op: "delete", collection: goals.name, id: held.id }]
    : [updating(goals, held.id, { endsOn: yesterday })];
}

/** What the profile says anew: one a person, under the same id on every device. */
export function saveProfile(
  personId: string,
  held: Profile | null,
  profile: Partial<Omit<Profile, "personId">>,
): readonly Change[] {
  const id = profileIdOf(personId);
  if (held === null) return [creation(wellnessProfiles, id, { ...profile, personId })];
  const differing = Object.entries(profile).filter(
    ([field, value]) => held[field as keyof Profile] !== value,
  );
  return differing.length === 0
    ? []
    : [updating(wellnessProfiles, id, Object.fromEntries(differing))];
}
