import { collection } from "@healthops/schema/collection";
import type { Label } from "@healthops/schema/field";
import { choice, date, number, text } from "@healthops/schema/fields";
import { OWN_ONLY, PERSONAL_FIELDS, PERSONAL_SCOPES } from "../personal.ts";
import { energyOfMacros } from "../rules.ts";

/** Grams of something in a meal; nobody eats two kilograms of it at once. */
function grams(en: string, tr: string) {
  return number({ label: { en, tr }, min: 0, max: 2000, unit: "g", decimals: 1 });
}

const KINDS: Readonly<Record<"breakfast" | "lunch" | "dinner" | "snack", Label>> = {
  breakfast: { en: "Breakfast", tr: "Kahvaltı" },
  lunch: { en: "Lunch", tr: "Öğle yemeği" },
  dinner: { en: "Dinner", tr: "Akşam yemeği" },
  snack: { en: "Snack", tr: "Ara öğün" },
};

/** Something a person ate or drank; with macros, or with only a number. */
export const meals = collection({
  name: "meals",
  title: { one: { en: "Meal", tr: "Öğün" }, many: { en: "Meals", tr: "Öğünler" } },
  fields: {
    eatenOn: date({ label: { en: "Day", tr: "Gün" }, required: true, min: "1900-01-01" }),
    kind: choice({
      label: { en: "Meal", tr: "Öğün" },
      required: true,
      default: "snack",
      choices: KINDS,
    }),
    name: text({
      label: { en: "Food", tr: "Yiyecek" },
      required: true,
      min: 1,
      max: 200,
      search: true,
    }),
    quantity: text({
      label: { en: "Quantity", tr: "Miktar" },
      help: { en: "As you say it: 2 slices, a bowl.", tr: "Söylediğiniz gibi: 2 dilim, 1 kâse." },
      max: 60,
    }),
    grams: number({
      label: { en: "Weight", tr: "Ağırlık" },
      min: 0,
      max: 10_000,
      unit: "g",
      decimals: 1,
    }),
    proteinG: grams("Protein", "Protein"),
    carbohydrateG: grams("Carbohydrate", "Karbonhidrat"),
    fatG: grams("Fat", "Yağ"),
    fibreG: grams("Fibre", "Lif"),
    energyKcal: number({
      label: { en: "Declared energy", tr: "Beyan edilen enerji" },
      help: {
        en: "From the label, or your estimate; it goes before the energy of the macros.",
        tr: "Etiketten ya da tahmininiz; besin öğelerinden hesaplanan enerjinin yerine geçer.",
      },
      min: 0,
      max: 50_000,
      unit: "kcal",
    }),
    totalKcal: number({
      label: { en: "Energy", tr: "Enerji" },
      min: 0,
      max: 50_000,
      unit: "kcal",
      decimals: 1,
      derived: true,
    }),
    durationMinutes: number({
      label: { en: "Duration", tr: "Süre" },
      help: { en: "How long the meal took.", tr: "Öğünün ne kadar sürdüğü." },
      min: 0,
      max: 1440,
      unit: "min",
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
  indexes: [["personId", "eatenOn"]],
  defaultSort: [["eatenOn", "desc"]],
  columns: ["eatenOn", "kind", "name", "totalKcal", "proteinG", "carbohydrateG", "fatG"],
  titleField: "name",
  derive: (meal) => ({ totalKcal: meal.energyKcal ?? energyOfMacros(meal) }),
});
