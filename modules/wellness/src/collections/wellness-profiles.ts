import { collection } from "@healthops/schema/collection";
import { boolean, choice, integer, number } from "@healthops/schema/fields";
import { OWN_ONLY, PERSONAL_FIELDS } from "../personal.ts";

/** What the energy rules need to know of a person. One a person, never shared. */
export const wellnessProfiles = collection({
  name: "wellness_profiles",
  title: {
    one: { en: "Wellness profile", tr: "Sağlıklı yaşam profili" },
    many: { en: "Wellness profiles", tr: "Sağlıklı yaşam profilleri" },
  },
  fields: {
    sex: choice({
      label: { en: "Sex (for energy need)", tr: "Cinsiyet (enerji ihtiyacı için)" },
      choices: {
        female: { en: "Female", tr: "Kadın" },
        male: { en: "Male", tr: "Erkek" },
      },
    }),
    birthYear: integer({ label: { en: "Year of birth", tr: "Doğum yılı" }, min: 1890, max: 2200 }),
    heightCm: number({
      label: { en: "Height", tr: "Boy" },
      min: 40,
      max: 260,
      unit: "cm",
      decimals: 1,
    }),
    shareByDefault: boolean({
      label: { en: "Share new records with manager", tr: "Yeni kayıtları yöneticiyle paylaş" },
      help: {
        en: "Each record can still be kept private.",
        tr: "Her kayıt ayrıca gizli tutulabilir.",
      },
      required: true,
      default: false,
      merge: "arrival",
    }),
    personId: PERSONAL_FIELDS.personId,
  },
  naturalKey: ["personId"],
  scopes: [{ kind: "user", field: "personId" }],
  permissions: OWN_ONLY,
  indexes: [["personId"]],
  defaultSort: [["birthYear", "asc"]],
  columns: ["sex", "birthYear", "heightCm", "shareByDefault"],
  titleField: "birthYear",
});
