import { collection } from "@healthops/schema/collection";
import { boolean, date, integer, number, reference, text } from "@healthops/schema/fields";
import { TIME_OF_DAY } from "@healthops/schema/time-of-day";
import { DEFAULT_CODES } from "../terms/codes.ts";
import { listedMinutes } from "../terms/listed-minutes.ts";
import { EXTRA, SITE_ID, OFFICE, OFFICE_SCOPES } from "../site-record.ts";

/**
 * What one employee did on one day: exactly one a day, so that two PCs which enter the
 * same day meet in one record and open a conflict. A cell that is cleared is an entry without code
 * and hours, never a deleted one: the next person who types there edits what they see.
 */
export const timesheetEntries = collection({
  name: "timesheet_entries",
  title: {
    one: { en: "Timesheet entry", tr: "Puantaj kaydı" },
    many: { en: "Timesheet entries", tr: "Puantaj kayıtları" },
  },
  fields: {
    employeeId: reference({
      label: { en: "Employee", tr: "Çalışan" },
      required: true,
      to: "employees",
    }),
    date: date({
      label: { en: "Day", tr: "Gün" },
      required: true,
      min: "1950-01-01",
    }),
    siteId: SITE_ID,
    code: text({
      label: { en: "Code", tr: "Kod" },
      help: { en: "A code of the timesheet: N, H, S …", tr: "Puantaj kodu: N, H, S …" },
      min: 1,
      max: 4,
      names: {
        to: "timesheet_codes",
        by: "code",
        also: DEFAULT_CODES.map(({ code }) => code),
      },
    }),
    startTime: text({
      label: { en: "Start", tr: "Başlangıç" },
      help: {
        en: "Hours and minutes by the region's clock: 08:30",
        tr: "Bölgenin saatiyle saat ve dakika: 08:30",
      },
      max: 5,
      pattern: TIME_OF_DAY,
      sorted: "bytes",
    }),
    endTime: text({
      label: { en: "End", tr: "Bitiş" },
      help: {
        en: "Hours and minutes by the region's clock: 17:30. Earlier than the start: on the next day.",
        tr: "Bölgenin saatiyle saat ve dakika: 17:30. Başlangıçtan önceyse ertesi gündür.",
      },
      max: 5,
      pattern: TIME_OF_DAY,
      sorted: "bytes",
    }),
    breakMinutes: integer({
      label: { en: "Break", tr: "Mola" },
      help: { en: "Empty: by the rules.", tr: "Boşsa kurallara göre." },
      min: 0,
      max: 1440,
      unit: "min",
    }),
    hours: number({
      label: { en: "Hours", tr: "Saat" },
      help: {
        en: "Hours worked, without times; they go before start and end.",
        tr: "Saat aralığı olmadan çalışılan süre; başlangıç ve bitişin yerine geçer.",
      },
      min: 0,
      max: 24,
      unit: "h",
    }),
    isSpecial: boolean({
      label: { en: "Special day", tr: "Özel gün" },
      help: {
        en: "Work on this day counts as work on a public holiday.",
        tr: "Bu gündeki çalışma resmî tatil çalışması sayılır.",
      },
      required: true,
      default: false,
    }),
    note: text({ label: { en: "Note", tr: "Not" }, max: 2000, multiline: true, merge: "arrival" }),
    clockMinutes: integer({
      label: { en: "Change of the clocks", tr: "Saat değişikliği" },
      help: {
        en: "Minutes more or less than the clock on the wall shows, because the region's clocks were changed meanwhile. The hub enters it.",
        tr: "Bölgenin saatleri o sırada değiştirildiği için duvardaki saatten fazla ya da eksik dakika. Merkez yazar.",
      },
      min: -1440,
      max: 1440,
      unit: "min",
      merge: "arrival",
      setByHub: true,
    }),
    workedMinutes: integer({
      label: { en: "Worked", tr: "Çalışılan" },
      min: 0,
      max: 2880,
      unit: "min",
      derived: true,
    }),
    extra: EXTRA,
  },
  naturalKey: ["employeeId", "date"],
  follows: {
    by: "employeeId",
    field: "siteId",
    refusal: {
      en: "The employee belongs to another region now. Its people enter their hours.",
      tr: "Çalışan artık başka bir bölgeye bağlı. Saatlerini o bölge girer.",
    },
  },
  scopes: OFFICE_SCOPES,
  permissions: {
    create: OFFICE,
    update: OFFICE,
    delete: [{ role: "ADMIN", site: "siteId" }],
  },
  indexes: [
    ["employeeId", "date"],
    ["siteId", "date"],
  ],
  defaultSort: [["date", "desc"]],
  columns: ["date", "employeeId", "code", "startTime", "endTime", "breakMinutes", "workedMinutes"],
  titleField: "date",
  derive: (entry) => ({ workedMinutes: listedMinutes(entry) }),
});
