import { derivedId } from "@healthops/base/ids";

/** The id of a person's profile: the same on every device, so that there is one. */
export function profileIdOf(personId: string): string {
  return derivedId("wellness_profiles", personId);
}
