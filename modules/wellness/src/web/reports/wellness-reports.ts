import type { ModuleReport } from "@healthops/ui/modules/web-module";

/** What wellness reports on. */
export const WELLNESS_REPORTS: readonly ModuleReport[] = [
  {
    name: "energy",
    title: { en: "Energy balance", tr: "Enerji dengesi" },
    description: {
      en: "What was eaten against what exercise and the body at rest used, by day, week or month.",
      tr: "Gün, hafta veya aya göre alınan enerji ile egzersizde ve dinlenirken harcanan.",
    },
    load: () => import("./energy-report.tsx"),
  },
  {
    name: "activities",
    title: { en: "Minutes by activity", tr: "Etkinliklere göre dakika" },
    description: {
      en: "What was done, how often and for how long, and the energy it took.",
      tr: "Ne, kaç kez ve ne kadar süre yapıldı; ne kadar enerji harcandı.",
    },
    load: () => import("./activity-report.tsx"),
  },
  {
    name: "macros",
    title: { en: "Macros", tr: "Makro besinler" },
    description: {
      en: "Protein, carbohydrate, fat and fibre a day, and their shares of the energy.",
      tr: "Günlük protein, karbonhidrat, yağ ve lif ile enerjideki payları.",
    },
    load: () => import("./macro-report.tsx"),
  },
  {
    name: "weight",
    title: { en: "Weight and goal", tr: "Tartı ve hedef" },
    description: {
      en: "The weight over time against the goal, with lowest and highest readings.",
      tr: "Zaman içinde tartı ve hedef; en düşük ve en yüksek ölçümlerle.",
    },
    load: () => import("./weight-report.tsx"),
  },
];
