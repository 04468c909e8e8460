import { naturalId } from "@healthops/schema/natural-key";
import { wellnessProfiles } from "./collections/wellness-profiles.ts";

/** The id of a person's profile: the same on every device, so that there is one. */
export function profileIdOf(personId: string): string {
  return naturalId(wellnessProfiles, { personId });
}
