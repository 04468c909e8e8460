import { collection } from "@healthops/schema/collection";
import { choice, date, number, text } from "@healthops/schema/fields";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { OWN_ONLY, PERSONAL_FIELDS, PERSONAL_SCOPES } from "../personal.ts";

const ENDS_AFTER_START = {
  en: "A goal ends on or after the day it starts.",
  tr: "Hedef, başladığı gün veya daha sonra biter.",
};

/** What a person aims for. The unit of the target follows from its kind. */
export const goals = collection({
  name: "goals",
  title: { one: { en: "Goal", tr: "Hedef" }, many: { en: "Goals", tr: "Hedefler" } },
  fields: {
    kind: choice({
      label: { en: "Goal", tr: "Hedef" },
      required: true,
      choices: {
        body_weight: { en: "Body weight (kg)", tr: "Vücut ağırlığı (kg)" },
        weekly_minutes: {
          en: "Exercise in a week (minutes)",
          tr: "Haftalık egzersiz (dakika)",
        },
        weekly_burned: {
          en: "Energy of exercise in a week (kcal)",
          tr: "Haftalık egzersiz enerjisi (kcal)",
        },
        daily_eaten: { en: "Energy eaten in a day (kcal)", tr: "Günlük alınan enerji (kcal)" },
        daily_protein: { en: "Protein in a day (g)", tr: "Günlük protein (g)" },
        daily_fibre: { en: "Fibre in a day (g)", tr: "Günlük lif (g)" },
      },
    }),
    target: number({
      label: { en: "Target", tr: "Hedef değer" },
      required: true,
      min: 0,
      max: 100_000,
    }),
    startsOn: date({ label: { en: "From", tr: "Başlangıç" }, required: true, min: "1900-01-01" }),
    endsOn: date({ label: { en: "Until", tr: "Bitiş" }, min: "1900-01-01" }),
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
  indexes: [["personId", "startsOn"]],
  defaultSort: [["startsOn", "desc"]],
  columns: ["kind", "target", "startsOn", "endsOn", "sharedWithManager"],
  titleField: "kind",
  check: ({ startsOn, endsOn }) =>
    endsOn === null || endsOn >= startsOn
      ? []
      : [ruleFault("endsOn", ENDS_AFTER_START, "the first day or later")],
});
