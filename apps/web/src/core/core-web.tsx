import { hasRole } from "@healthops/schema/person";
import type { WebModule } from "@healthops/ui/modules/web-module";
import { IconBuilding, IconSettings2, IconUsers } from "@tabler/icons-react";
import { ADMIN_PATH } from "../admin/admin-path.ts";
import { ADMIN_TITLE } from "../admin/admin-text.ts";

const LOOK = { size: 20, stroke: 1.7, "aria-hidden": true } as const;

/** What every installation shows, whatever its modules. */
export const coreWeb: WebModule = {
  name: "core",
  title: { en: "Organisation", tr: "Kurum" },
  screens: [
    {
      path: ADMIN_PATH,
      title: ADMIN_TITLE,
      icon: <IconSettings2 {...LOOK} />,
      load: () => import("../admin/admin-screen.tsx"),
      offeredTo: (person) => hasRole(person, "MANAGER"),
      ownWindow: { width: 1240, height: 860 },
    },
  ],
  icons: { sites: <IconBuilding {...LOOK} />, people: <IconUsers {...LOOK} /> },
  onPhone: [],
  // Conflicts have a screen of their own, and saved views stand in the lists they belong to.
  hidden: ["conflicts", "saved_views"],
};
