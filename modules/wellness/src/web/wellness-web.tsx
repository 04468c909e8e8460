import {
  IconBarbell,
  IconBook2,
  IconChartLine,
  IconSalad,
  IconScale,
  IconTarget,
  IconTargetArrow,
  IconUserHeart,
} from "@tabler/icons-react";
import type { WebModule } from "@healthops/ui/modules/web-module";
import { WELLNESS_REPORTS } from "./reports/wellness-reports.ts";

const LOOK = { size: 20, stroke: 1.7, "aria-hidden": true } as const;

/** What wellness shows. */
export const wellnessWeb: WebModule = {
  name: "wellness",
  place: 10,
  screens: [
    {
      path: "/diary",
      title: { en: "Diary", tr: "Günlük" },
      icon: <IconBook2 {...LOOK} />,
      load: () => import("./diary/diary-screen.tsx"),
      onPhone: true,
    },
    {
      path: "/trends",
      title: { en: "Trends", tr: "Eğilimler" },
      icon: <IconChartLine {...LOOK} />,
      load: () => import("./trends/trends-screen.tsx"),
      onPhone: true,
    },
    {
      path: "/goals",
      title: { en: "My goals", tr: "Hedeflerim" },
      icon: <IconTargetArrow {...LOOK} />,
      load: () => import("./goals/goals-screen.tsx"),
    },
  ],
  homeCards: [{ name: "today", load: () => import("./diary/today-card.tsx") }],
  reports: WELLNESS_REPORTS,
  icons: {
    exercises: <IconBarbell {...LOOK} />,
    meals: <IconSalad {...LOOK} />,
    goals: <IconTarget {...LOOK} />,
    weights: <IconScale {...LOOK} />,
    wellness_profiles: <IconUserHeart {...LOOK} />,
  },
  onPhone: [],
  folded: ["exercises", "meals", "goals", "weights", "wellness_profiles"],
  // What other programs keep here; people read it nowhere.
  hidden: ["generic_records"],
};
