import { IconCalendarMonth, IconCar, IconIdBadge2, IconSteeringWheel } from "@tabler/icons-react";
import type { WebModule } from "@healthops/ui/modules/web-module";

const LOOK = { size: 20, stroke: 1.7, "aria-hidden": true } as const;

/** What workforce shows. */
export const workforceWeb: WebModule = {
  name: "workforce",
  screens: [
    {
      path: "/timesheets",
      title: { en: "Timesheets", tr: "Puantaj" },
      icon: <IconCalendarMonth {...LOOK} />,
      load: () => import("./timesheets/timesheets-screen.tsx"),
      onPhone: true,
    },
  ],
  icons: {
    employees: <IconIdBadge2 {...LOOK} />,
    vehicles: <IconCar {...LOOK} />,
    drivers: <IconSteeringWheel {...LOOK} />,
  },
  onPhone: [],
  folded: [
    "timesheet_entries",
    "periods",
    "vehicle_assignments",
    "holidays",
    "rule_sets",
    "timesheet_codes",
    "workforce_settings",
  ],
  hidden: ["desktop_users"],
};
