import { collection } from "@healthops/schema/collection";
import { date, integer, number, text } from "@healthops/schema/fields";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { EXTRA, SITE_ID, OFFICE_SCOPES, MANAGERS_DELETE } from "../site-record.ts";

/** Somebody whose working time is recorded. Not a person who signs in: most of them never do. */
export const employees = collection({
  name: "employees",
  title: { one: { en: "Employee", tr: "Çalışan" }, many: { en: "Employees", tr: "Çalışanlar" } },
  fields: {
    name: text({
      label: { en: "Name", tr: "Ad soyad" },
      required: true,
      min: 1,
      max: 200,
      search: true,
    }),
    number: text({ label: { en: "Number", tr: "Sicil no" }, max: 40, search: true }),
    siteId: SITE_ID,
    position: text({ label: { en: "Position", tr: "Görev" }, max: 120, search: true }),
    birthDate: date({
      label: { en: "Date of birth", tr: "Doğum tarihi" },
      help: { en: "Annual leave depends on the age.", tr: "Yıllık izin yaşa da bağlıdır." },
      min: "1900-01-01",
    }),
    hiredOn: date({ label: { en: "Hired on", tr: "İşe giriş" }, min: "1950-01-01" }),
    leftOn: date({
      label: { en: "Last day", tr: "Son iş günü" },
      help: { en: "Empty while they work here.", tr: "Çalıştığı sürece boştur." },
      min: "1950-01-01",
    }),
    weeklyContractMinutes: integer({
      label: { en: "Contract week", tr: "Sözleşme haftası" },
      help: {
        en: "Minutes a week by contract: 2700 is 45 hours.",
        tr: "Sözleşmeye göre haftalık dakika: 2700, 45 saattir.",
      },
      required: true,
      default: 2700,
      min: 0,
      max: 10_080,
      unit: "min",
    }),
    openingLeaveDays: number({
      label: { en: "Leave brought along", tr: "Devreden izin" },
      help: {
        en: "Days of annual leave left when recording began here.",
        tr: "Buradaki kayıt başladığında kalan yıllık izin günleri.",
      },
      min: -365,
      max: 365,
      decimals: 1,
    }),
    openingLeaveOn: date({
      label: { en: "Leave brought along on", tr: "Devir tarihi" },
      help: {
        en: "Leave earned and taken up to this day is in that number.",
        tr: "Bu güne kadar kazanılan ve kullanılan izin bu sayının içindedir.",
      },
      min: "1950-01-01",
    }),
    note: text({ label: { en: "Note", tr: "Not" }, max: 2000, multiline: true, merge: "arrival" }),
    extra: EXTRA,
  },
  retire: { en: "Enter their last day instead.", tr: "Bunun yerine son iş gününü girin." },
  scopes: OFFICE_SCOPES,
  permissions: MANAGERS_DELETE,
  indexes: [["siteId", "name"], ["number"]],
  defaultSort: [["name", "asc"]],
  columns: ["name", "number", "siteId", "position", "hiredOn", "leftOn", "weeklyContractMinutes"],
  titleField: "name",
  check: ({ hiredOn, leftOn }) =>
    hiredOn === null || leftOn === null || leftOn >= hiredOn
      ? []
      : [
          ruleFault("leftOn", {
            en: "The last day is on or after the day of hiring.",
            tr: "Son iş günü, işe giriş günü ya da sonrasıdır.",
          }),
        ],
});
