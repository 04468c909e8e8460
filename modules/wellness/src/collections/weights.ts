import { collection } from "@healthops/schema/collection";
import { date, instant, number, text } from "@healthops/schema/fields";
import { OWN_ONLY, PERSONAL_FIELDS, PERSONAL_SCOPES } from "../personal.ts";

/** One reading of the bathroom scales. */
export const weights = collection({
  name: "weights",
  title: {
    one: { en: "Weight", tr: "Tartı" },
    many: { en: "Weights", tr: "Tartılar" },
  },
  fields: {
    measuredOn: date({ label: { en: "Day", tr: "Gün" }, required: true, min: "1900-01-01" }),
    measuredAt: instant({ label: { en: "Measured at", tr: "Ölçüm zamanı" } }),
    weightKg: number({
      label: { en: "Body weight", tr: "Vücut ağırlığı" },
      required: true,
      min: 2,
      max: 500,
      unit: "kg",
    }),
    note: text({
      label: { en: "Note", tr: "Not" },
      max: 2000,
      multiline: true,
      merge: "arrival",
    }),
    ...PERSONAL_FIELDS,
  },
  scopes: PERSONAL_SCOPES,
  permissions: OWN_ONLY,
  indexes: [["personId", "measuredOn"]],
  defaultSort: [["measuredOn", "desc"]],
  columns: ["measuredOn", "weightKg", "note", "sharedWithManager"],
  titleField: "measuredOn",
});
