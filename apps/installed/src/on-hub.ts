import type { HubModule } from "@healthops/hub/hub-module";
import { noticesHub } from "@healthops/notices/hub";
import { staffModule } from "@healthops/staff/schema";
import { wellnessHub } from "@healthops/wellness/hub";
import { workforceHub } from "@healthops/workforce/hub";

/** What the modules of this installation bring to the hub. Written by `npm run modules`. */
export const HUB_MODULES: readonly HubModule[] = [
  noticesHub,
  { module: staffModule },
  wellnessHub,
  workforceHub,
];
