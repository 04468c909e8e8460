import {
  IconAdjustments,
  IconBeach,
  IconCalendarCheck,
  IconCalendarMonth,
  IconCar,
  IconCarGarage,
  IconClockHour4,
  IconIdBadge2,
  IconLetterCase,
  IconMap2,
  IconRulerMeasure,
  IconSteeringWheel,
  IconTransfer,
  IconUserCheck,
} from "@tabler/icons-react";
import type { Person } from "@healthops/ui/data/identity.tsx";
import { hasRole } from "@healthops/schema/person";
import type { WebModule } from "@healthops/ui/modules/web-module";
import { WORKFORCE_REPORTS } from "./reports/workforce-reports.ts";

const LOOK = { size: 20, stroke: 1.7, "aria-hidden": true } as const;

function isManager(person: Person): boolean {
  return hasRole(person, "MANAGER");
}

/** What workforce shows. */
export const workforceWeb: WebModule = {
  name: "workforce",
  place: 20,
  screens: [
    {
      path: "/timesheets",
      title: { en: "Timesheets", tr: "Puantaj" },
      icon: <IconCalendarMonth {...LOOK} />,
      load: () => import("./timesheets/timesheets-screen.tsx"),
      onPhone: true,
    },
    {
      path: "/today",
      title: { en: "Today", tr: "Bugün" },
      icon: <IconUserCheck {...LOOK} />,
      load: () => import("./today/today-screen.tsx"),
    },
    {
      path: "/vehicles",
      title: { en: "Vehicles and drivers", tr: "Araçlar ve sürücüler" },
      icon: <IconCarGarage {...LOOK} />,
      load: () => import("./vehicles/vehicles-screen.tsx"),
    },
    {
      path: "/regions",
      title: { en: "Regions", tr: "Bölgeler" },
      icon: <IconMap2 {...LOOK} />,
      load: () => import("./regions/regions-screen.tsx"),
      offeredTo: isManager,
      ownWindow: { width: 1120, height: 780 },
    },
  ],
  homeCards: [
    {
      name: "month",
      load: () => import("./home/month-card.tsx"),
      offeredTo: (person) => person.siteId !== null,
    },
    { name: "approvals", load: () => import("./home/approvals-card.tsx"), offeredTo: isManager },
    { name: "dates", load: () => import("./home/dates-card.tsx") },
  ],
  reports: WORKFORCE_REPORTS,
  icons: {
    employees: <IconIdBadge2 {...LOOK} />,
    timesheet_entries: <IconClockHour4 {...LOOK} />,
    periods: <IconCalendarCheck {...LOOK} />,
    vehicles: <IconCar {...LOOK} />,
    drivers: <IconSteeringWheel {...LOOK} />,
    vehicle_assignments: <IconTransfer {...LOOK} />,
    holidays: <IconBeach {...LOOK} />,
    rule_sets: <IconRulerMeasure {...LOOK} />,
    timesheet_codes: <IconLetterCase {...LOOK} />,
    workforce_settings: <IconAdjustments {...LOOK} />,
  },
  onPhone: [],
  folded: [
    "timesheet_entries",
    "periods",
    "vehicles",
    "drivers",
    "vehicle_assignments",
    "holidays",
    "rule_sets",
    "timesheet_codes",
    "workforce_settings",
  ],
  hidden: ["desktop_users"],
};
