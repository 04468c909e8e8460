import { defineModule } from "@healthops/schema/module";
import { exercises } from "./collections/exercises.ts";
import { genericRecords } from "./collections/generic-records.ts";
import { goals } from "./collections/goals.ts";
import { meals } from "./collections/meals.ts";
import { weights } from "./collections/weights.ts";
import { wellnessProfiles } from "./collections/wellness-profiles.ts";

/** The day diary of a person who follows a wellness plan. */
export const wellnessModule = defineModule({
  name: "wellness",
  title: { en: "Wellness", tr: "Sağlıklı yaşam" },
  collections: [exercises, meals, goals, weights, wellnessProfiles, genericRecords],
});
