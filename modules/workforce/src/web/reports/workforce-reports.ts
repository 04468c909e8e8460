import type { ModuleReport } from "@healthops/ui/modules/web-module";

/** What workforce reports on. */
export const WORKFORCE_REPORTS: readonly ModuleReport[] = [
  {
    name: "month",
    title: { en: "Month summary", tr: "Aylık özet" },
    description: {
      en: "Hours, overtime by rate, work on rest days and holidays, and leave of each employee.",
      tr: "Her çalışanın saatleri, orana göre fazla mesaisi, tatil çalışması ve izinleri.",
    },
    load: () => import("./month-report.tsx"),
  },
  {
    name: "overtime",
    title: { en: "Overtime of the year", tr: "Yıllık fazla mesai" },
    description: {
      en: "Overtime month by month against the yearly cap: who is near it, who is over it.",
      tr: "Yıllık sınıra karşı aylara göre fazla mesai: kim yakın, kim aştı.",
    },
    load: () => import("./overtime-report.tsx"),
  },
  {
    name: "leave",
    title: { en: "Leave balances", tr: "İzin bakiyeleri" },
    description: {
      en: "Annual leave earned, taken and left on a day, and what comes next.",
      tr: "Bir günde kazanılan, kullanılan ve kalan yıllık izin ile sonraki hak ediş.",
    },
    load: () => import("./leave-report.tsx"),
  },
  {
    name: "absences",
    title: { en: "Absence calendar", tr: "Devamsızlık takvimi" },
    description: {
      en: "Who is on leave, sick or missing on which day of a month.",
      tr: "Ayın hangi gününde kim izinli, raporlu ya da eksik.",
    },
    load: () => import("./absence-report.tsx"),
  },
  {
    name: "vehicles",
    title: { en: "Vehicles and drivers", tr: "Araçlar ve sürücüler" },
    description: {
      en: "Who drove what when, and which inspections, insurances and licences run out.",
      tr: "Kim hangi aracı ne zaman kullandı; hangi muayene, sigorta ve ehliyetin süresi doluyor.",
    },
    load: () => import("./vehicle-report.tsx"),
  },
];
