import type { ContentOf } from "@healthops/schema/collection";
import type { wellnessProfiles } from "../collections/wellness-profiles.ts";
import type { BodyFacts } from "../rules.ts";
import { bmr } from "../rules.ts";

export type Profile = ContentOf<typeof wellnessProfiles>;

/** What the energy rule needs of a person on a day; null while a fact is missing. */
export function bodyFacts(
  profile: Pick<Profile, "sex" | "birthYear" | "heightCm"> | null,
  weightKg: number | null,
  day: string,
): BodyFacts | null {
  if (profile === null || weightKg === null) return null;
  const { sex, birthYear, heightCm } = profile;
  if (sex === null || birthYear === null || heightCm === null) return null;
  // Only the year of birth is known, so the age is that of the end of the year.
  return { sex, heightCm, weightKg, ageYears: Number(day.slice(0, 4)) - birthYear };
}

/** Energy in kcal that the body needs at rest on a day; null while a fact is missing. */
export function restingKcal(facts: BodyFacts | null): number | null {
  return facts === null ? null : Math.round(bmr(facts));
}
