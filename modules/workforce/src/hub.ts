import type { HubModule } from "@healthops/hub/hub-module";
import { desktopRoutes } from "./hub/legacy/desktop-routes.ts";
import { clockMinutes } from "./hub/clock-minutes.ts";
import { closedPeriods } from "./hub/closed-periods.ts";
import { periodSteps } from "./hub/period-steps.ts";
import { soundRuleSets } from "./hub/sound-rule-sets.ts";
import { workforceModule } from "./schema.ts";

/** Workforce on the hub. */
export const workforceHub: HubModule = {
  module: workforceModule,
  rules: [closedPeriods, periodSteps, soundRuleSets],
  reactions: [clockMinutes],
  routes: desktopRoutes,
};
