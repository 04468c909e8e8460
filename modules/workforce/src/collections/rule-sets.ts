import { collection } from "@healthops/schema/collection";
import { date, integer, json, text } from "@healthops/schema/fields";
import { TIME_OF_DAY } from "@healthops/schema/time-of-day";
import type { BreakBand } from "../terms/breaks.ts";
import type { LeaveBand } from "../terms/leave-table.ts";

function minutes(en: string, tr: string, preset: number) {
  return integer({
    label: { en, tr },
    required: true,
    default: preset,
    min: 0,
    max: 10_080,
    unit: "min",
  });
}

function percent(en: string, tr: string, preset: number) {
  return integer({
    label: { en, tr },
    required: true,
    default: preset,
    min: 0,
    max: 1000,
    unit: "%",
  });
}

/**
 * The rules of working time from a day on, until the next set's day. One a day. What
 * the fields mean is in the rules; the defaults are the statute's.
 */
export const ruleSets = collection({
  name: "rule_sets",
  title: {
    one: { en: "Rule set", tr: "Kural seti" },
    many: { en: "Rule sets", tr: "Kural setleri" },
  },
  fields: {
    validFrom: date({
      label: { en: "Valid from", tr: "Geçerlilik başlangıcı" },
      required: true,
      min: "1950-01-01",
    }),
    name: text({ label: { en: "Name", tr: "Ad" }, required: true, min: 1, max: 120, search: true }),
    weeklyLimitMinutes: minutes("Week without overtime", "Fazla mesaisiz hafta", 2700),
    overtimePercent: percent("Overtime pay", "Fazla mesai ücreti", 150),
    extraWorkPercent: percent("Pay between contract and limit", "Fazla süreli çalışma ücreti", 125),
    dailyLimitMinutes: minutes("Day without overtime", "Fazla mesaisiz gün", 660),
    nightLimitMinutes: minutes("Night shift without overtime", "Fazla mesaisiz gece", 450),
    nightStart: text({
      label: { en: "Night from", tr: "Gece başlangıcı" },
      required: true,
      default: "20:00",
      max: 5,
      pattern: TIME_OF_DAY,
    }),
    nightEnd: text({
      label: { en: "Night until", tr: "Gece bitişi" },
      required: true,
      default: "06:00",
      max: 5,
      pattern: TIME_OF_DAY,
    }),
    restDayPercent: percent("Pay of work on a rest day", "Hafta tatili çalışma ücreti", 150),
    holidayPercent: percent("Extra pay of work on a holiday", "Resmî tatil ilave ücreti", 100),
    roundingMinutes: minutes("Overtime is rounded up to", "Mesai yuvarlama adımı", 30),
    yearlyCapMinutes: integer({
      label: { en: "Overtime in a year at most", tr: "Yıllık en çok fazla mesai" },
      required: true,
      default: 16_200,
      min: 0,
      max: 500_000,
      unit: "min",
    }),
    monthlyHours: integer({
      label: { en: "Hours that a month's pay stands for", tr: "Aylık ücretin karşılığı saat" },
      required: true,
      default: 225,
      min: 1,
      max: 744,
      unit: "h",
    }),
    workdaysPerWeek: integer({
      label: { en: "Working days in a week", tr: "Haftalık iş günü" },
      required: true,
      default: 5,
      min: 1,
      max: 7,
    }),
    restWeekday: integer({
      label: { en: "Weekly rest is on weekday", tr: "Hafta tatili günü" },
      help: {
        en: "1 is Monday, 7 Sunday; a code in the cell goes before it.",
        tr: "1 pazartesi, 7 pazardır; hücredeki kod önceliklidir.",
      },
      required: true,
      default: 7,
      min: 1,
      max: 7,
    }),
    breaks: json<readonly BreakBand[]>({
      label: { en: "Breaks", tr: "Molalar" },
      help: {
        en: "Empty: 15 min up to 4 h, 30 up to 7.5 h, 60 up to 11 h, 90 above.",
        tr: "Boşsa: 4 saate kadar 15, 7,5 saate kadar 30, 11 saate kadar 60, üstünde 90 dk.",
      },
      max: 4000,
    }),
    leave: json<readonly LeaveBand[]>({
      label: { en: "Annual leave", tr: "Yıllık izin" },
      help: {
        en: "Empty: 14, 20, 26 days by years of service.",
        tr: "Boşsa: hizmet yılına göre 14, 20, 26 gün.",
      },
      max: 4000,
    }),
    leaveDaysByAge: integer({
      label: { en: "Least leave of the young and old", tr: "Genç ve yaşlılarda en az izin" },
      help: {
        en: "For those of 18 or younger and of 50 or older.",
        tr: "18 yaş ve altı ile 50 yaş ve üstü için.",
      },
      required: true,
      default: 20,
      min: 0,
      max: 366,
      unit: "d",
    }),
  },
  naturalKey: ["validFrom"],
  scopes: [{ kind: "shared" }],
  permissions: { create: [{ role: "ADMIN" }], update: [{ role: "ADMIN" }] },
  indexes: [["validFrom"]],
  defaultSort: [["validFrom", "desc"]],
  columns: ["validFrom", "name", "weeklyLimitMinutes", "overtimePercent", "yearlyCapMinutes"],
  titleField: "name",
});
