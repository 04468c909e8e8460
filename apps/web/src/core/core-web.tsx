import { hasRole } from "@healthops/schema/person";
import type { WebModule } from "@healthops/ui/modules/web-module";
import { IconBuilding, IconReportAnalytics, IconSettings2, IconUsers } from "@tabler/icons-react";
import { ADMIN_PATH } from "../admin/parts/admin-path.ts";
import { ADMIN_TITLE } from "../admin/admin-text.ts";
import { REPORTS_PATH } from "../reports/report-path.ts";

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
    {
      path: REPORTS_PATH,
      title: { en: "Reports", tr: "Raporlar" },
      icon: <IconReportAnalytics {...LOOK} />,
      load: () => import("../reports/reports-screen.tsx"),
      ownWindow: { width: 1080, height: 760 },
    },
  ],
  reports: [
    {
      name: "device",
      title: { en: "Data on this device", tr: "Bu cihazdaki veriler" },
      description: {
        en: "How many records of each kind this device holds, and which wait to be sent.",
        tr: "Bu cihazda her türden kaç kayıt var ve hangileri gönderilmeyi bekliyor.",
      },
      load: () => import("../reports/device-report.tsx"),
    },
    {
      name: "sync",
      title: { en: "Sync and conflicts", tr: "Eşitleme ve çakışmalar" },
      description: {
        en: "What was changed in two places, what is still open, and what the hub refused.",
        tr: "İki yerde değişenler, hâlâ açık olanlar ve merkezin geri çevirdikleri.",
      },
      load: () => import("../reports/sync-report.tsx"),
    },
  ],
  icons: { sites: <IconBuilding {...LOOK} />, people: <IconUsers {...LOOK} /> },
  onPhone: [],
  // Conflicts have a screen of their own, and saved views stand in the lists they belong to.
  hidden: ["conflicts", "saved_views"],
};
