import type { HubRule } from "@healthops/hub/engine/rules";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { wellnessProfiles } from "../collections/wellness-profiles.ts";
import { profileIdOf } from "../profile-id.ts";

const ONE_PROFILE = {
  en: "A person has one wellness profile, under the id that belongs to it.",
  tr: "Bir kişinin, kendine ait kimlikle tek bir sağlıklı yaşam profili olur.",
};

/** A person has one profile: that of the id which follows from theirs. Nobody can take it from them. */
export const oneProfile: HubRule = {
  collections: [wellnessProfiles.name],
  check: async (_context, changed) =>
    changed
      .filter(
        ({ before, id, after }) => before === null && id !== profileIdOf(String(after["personId"])),
      )
      .map(() => ruleFault("personId", ONE_PROFILE)),
};
