import { collection } from "@healthops/schema/collection";
import {
  boolean,
  choice,
  date,
  instant,
  integer,
  number,
  reference,
  set,
  text,
} from "@healthops/schema/fields";
import { defineModule } from "@healthops/schema/module";
import { composeSchema } from "@healthops/schema/schema";

/** A collection with a field of every kind. */
export const visits = collection({
  name: "visits",
  title: { one: { en: "Visit", tr: "Ziyaret" }, many: { en: "Visits", tr: "Ziyaretler" } },
  fields: {
    subject: text({
      label: { en: "Subject", tr: "Konu" },
      required: true,
      min: 2,
      max: 80,
      search: true,
    }),
    day: date({ label: { en: "Day", tr: "Gün" }, required: true, min: "2000-01-01" }),
    kind: choice({
      label: { en: "Kind", tr: "Tür" },
      required: true,
      default: "first",
      choices: {
        first: { en: "First visit", tr: "İlk ziyaret" },
        control: { en: "Control", tr: "Kontrol" },
        urgent: { en: "Urgent", tr: "Acil" },
      },
    }),
    minutes: integer({
      label: { en: "Duration", tr: "Süre" },
      min: 5,
      max: 480,
      unit: "min",
      required: true,
    }),
    weight: number({
      label: { en: "Body weight", tr: "Vücut ağırlığı" },
      help: { en: "Without shoes.", tr: "Ayakkabısız." },
      min: 2,
      max: 500,
      unit: "kg",
      decimals: 1,
    }),
    siteId: reference({ label: { en: "Site", tr: "Yer" }, to: "sites" }),
    needs: set({
      label: { en: "Needs", tr: "İhtiyaçlar" },
      choices: {
        wheelchair: { en: "Wheelchair", tr: "Tekerlekli sandalye" },
        interpreter: { en: "Interpreter", tr: "Tercüman" },
        escort: { en: "Escort", tr: "Refakatçi" },
      },
    }),
    startedAt: instant({ label: { en: "Started at", tr: "Başlangıç" } }),
    paid: boolean({ label: { en: "Paid", tr: "Ödendi" }, required: true, default: false }),
    note: text({ label: { en: "Note", tr: "Not" }, max: 2000, multiline: true, merge: "arrival" }),
    points: number({ label: { en: "Points", tr: "Puan" }, decimals: 1, derived: true }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{}], update: [{}] },
  indexes: [["day"]],
  defaultSort: [["day", "desc"]],
  columns: ["day", "subject", "kind", "minutes", "weight", "siteId", "paid"],
  titleField: "subject",
  derive: ({ minutes, weight }) => ({ points: weight === null ? null : (minutes * weight) / 100 }),
});

export const gallerySchema = composeSchema([
  defineModule({ name: "gallery", title: { en: "Gallery", tr: "Galeri" }, collections: [visits] }),
]);
