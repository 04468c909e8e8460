import type { HubModule } from "@healthops/hub/hub-module";
import { noticesModule } from "@healthops/notices/schema";
import { staffModule } from "@healthops/staff/schema";
import { wellnessHub } from "@healthops/wellness/hub";
import { workforceHub } from "@healthops/workforce/hub";

/** The modules of this installation; a new one is a line here. */
export const HUB_MODULES: readonly HubModule[] = [
  { module: noticesModule },
  wellnessHub,
  workforceHub,
  { module: staffModule },
];
