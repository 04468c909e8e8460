import { IconBuilding, IconUsers } from "@tabler/icons-react";
import type { WebModule } from "@healthops/ui/modules/web-module";

const LOOK = { size: 20, stroke: 1.7, "aria-hidden": true } as const;

/** What every installation shows, whatever its modules. */
export const coreWeb: WebModule = {
  name: "core",
  title: { en: "Organisation", tr: "Kurum" },
  screens: [],
  icons: { sites: <IconBuilding {...LOOK} />, people: <IconUsers {...LOOK} /> },
  onPhone: [],
  // Conflicts have a screen of their own.
  hidden: ["conflicts"],
};
