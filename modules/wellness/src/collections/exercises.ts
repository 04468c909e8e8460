import { collection } from "@healthops/schema/collection";
import type { Label } from "@healthops/schema/field";
import { choice, date, instant, number, text } from "@healthops/schema/fields";
import type { ActivityCode } from "../activities.ts";
import { ACTIVITIES } from "../activities.ts";
import { OWN_ONLY, PERSONAL_FIELDS, PERSONAL_SCOPES } from "../personal.ts";
import { energyOfActivity } from "../rules.ts";

const ACTIVITY_CHOICES = Object.fromEntries(
  Object.entries(ACTIVITIES).map(([code, { label }]) => [code, label]),
) as Record<ActivityCode, Label>;

/** Something a person did that burns energy: a walk, a match, an hour in the garden. */
export const exercises = collection({
  name: "exercises",
  title: { one: { en: "Exercise", tr: "Egzersiz" }, many: { en: "Exercises", tr: "Egzersizler" } },
  fields: {
    performedOn: date({ label: { en: "Day", tr: "Gün" }, required: true, min: "1900-01-01" }),
    startedAt: instant({ label: { en: "Started at", tr: "Başlangıç" } }),
    activity: text({
      label: { en: "Activity", tr: "Etkinlik" },
      required: true,
      min: 1,
      max: 200,
      search: true,
    }),
    activityCode: choice({
      label: { en: "Kind of activity", tr: "Etkinlik türü" },
      help: { en: "Its MET value is suggested.", tr: "MET değeri önerilir." },
      choices: ACTIVITY_CHOICES,
    }),
    durationMinutes: number({
      label: { en: "Duration", tr: "Süre" },
      required: true,
      min: 0,
      max: 1440,
      unit: "min",
    }),
    met: number({
      label: { en: "MET", tr: "MET" },
      help: {
        en: "How hard it was: 1 is sitting still.",
        tr: "Ne kadar yorucuydu: 1 hareketsiz oturmaktır.",
      },
      min: 0.5,
      max: 25,
    }),
    weightKg: number({
      label: { en: "Body weight", tr: "Vücut ağırlığı" },
      help: {
        en: "The weight that day; it stays with the record.",
        tr: "O günkü ağırlık; kayıtla birlikte kalır.",
      },
      min: 2,
      max: 500,
      unit: "kg",
    }),
    energyKcal: number({
      label: { en: "Measured energy", tr: "Ölçülen enerji" },
      help: {
        en: "What a device or machine showed; it goes before the computed energy.",
        tr: "Bir cihazın gösterdiği değer; hesaplanan enerjinin yerine geçer.",
      },
      min: 0,
      max: 50_000,
      unit: "kcal",
    }),
    totalKcal: number({
      label: { en: "Energy", tr: "Enerji" },
      min: 0,
      max: 400_000,
      unit: "kcal",
      decimals: 1,
      derived: true,
    }),
    distanceKm: number({
      label: { en: "Distance", tr: "Mesafe" },
      min: 0,
      max: 2000,
      unit: "km",
      decimals: 3,
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
  indexes: [["personId", "performedOn"]],
  defaultSort: [["performedOn", "desc"]],
  columns: [
    "performedOn",
    "activity",
    "durationMinutes",
    "distanceKm",
    "totalKcal",
    "sharedWithManager",
  ],
  titleField: "activity",
  derive: ({ energyKcal, met, weightKg, durationMinutes }) => ({
    totalKcal: energyKcal ?? energyOfActivity({ met, weightKg, durationMinutes }),
  }),
});
