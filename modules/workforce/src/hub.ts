import type { Follower } from "@healthops/hub/engine/followers";
import type { HubModule } from "@healthops/hub/hub-module";
import { desktopRoutes } from "./hub/legacy/desktop-routes.ts";
import { closedPeriods } from "./hub/closed-periods.ts";
import { noOverlap } from "./hub/no-overlap.ts";
import { periodSteps } from "./hub/period-steps.ts";
import { soundRuleSets } from "./hub/sound-rule-sets.ts";
import { staysWith } from "./hub/stays-with.ts";
import { workforceModule } from "./schema.ts";

const ENTRIES_FOLLOW: Follower = {
  parent: "employees",
  child: "timesheet_entries",
  reference: "employeeId",
  field: "siteId",
};

const ASSIGNMENTS_FOLLOW: Follower = {
  parent: "vehicles",
  child: "vehicle_assignments",
  reference: "vehicleId",
  field: "siteId",
};

/** Workforce on the hub. */
export const workforceHub: HubModule = {
  module: workforceModule,
  rules: [
    staysWith(ENTRIES_FOLLOW, "site_id", {
      en: "The employee belongs to another region now. Its people enter their hours.",
      tr: "Çalışan artık başka bir bölgeye bağlı. Saatlerini o bölge girer.",
    }),
    staysWith(ASSIGNMENTS_FOLLOW, "site_id", {
      en: "The vehicle belongs to another region. Its people assign it.",
      tr: "Araç başka bir bölgeye bağlı. Zimmeti o bölge yapar.",
    }),
    closedPeriods,
    periodSteps,
    noOverlap,
    soundRuleSets,
  ],
  followers: [ENTRIES_FOLLOW, ASSIGNMENTS_FOLLOW],
  routes: desktopRoutes,
};
