import { collection } from "@healthops/schema/collection";
import { choice, integer, text } from "@healthops/schema/fields";
import { CODE_KINDS } from "../terms/code-kinds.ts";

/** A code that a cell of the month grid may hold. One of each letter. */
export const timesheetCodes = collection({
  name: "timesheet_codes",
  title: {
    one: { en: "Timesheet code", tr: "Puantaj kodu" },
    many: { en: "Timesheet codes", tr: "Puantaj kodları" },
  },
  fields: {
    code: text({
      label: { en: "Code", tr: "Kod" },
      required: true,
      min: 1,
      max: 4,
    }),
    nameEn: text({
      label: { en: "Name in English", tr: "İngilizce adı" },
      required: true,
      min: 1,
      max: 60,
      search: true,
    }),
    nameTr: text({
      label: { en: "Name in Turkish", tr: "Türkçe adı" },
      required: true,
      min: 1,
      max: 60,
      search: true,
    }),
    countsAs: choice({
      label: { en: "Counts as", tr: "Sayıldığı tür" },
      required: true,
      choices: CODE_KINDS,
    }),
    minutes: integer({
      label: { en: "Minutes of a day", tr: "Günlük dakika" },
      help: {
        en: "Worked on a day with only this code. Empty: the contract's day.",
        tr: "Yalnızca bu kodun olduğu günde çalışılan. Boşsa sözleşme günü.",
      },
      min: 0,
      max: 1440,
      unit: "min",
    }),
    position: integer({
      label: { en: "Order", tr: "Sıra" },
      required: true,
      default: 100,
      min: 0,
      max: 10_000,
      merge: "arrival",
    }),
  },
  naturalKey: ["code"],
  scopes: [{ kind: "shared" }],
  permissions: { create: [{ role: "ADMIN" }], update: [{ role: "ADMIN" }] },
  indexes: [["position"]],
  defaultSort: [["position", "asc"]],
  columns: ["code", "nameEn", "nameTr", "countsAs", "minutes"],
  titleField: "code",
});
