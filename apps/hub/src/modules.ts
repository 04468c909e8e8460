import type { HubModule } from "@healthops/hub/hub-module";
import { noticesModule } from "@healthops/notices/schema";
import { wellnessModule } from "@healthops/wellness/schema";

/** The modules of this installation; a new one is a line here. */
export const HUB_MODULES: readonly HubModule[] = [
  { module: noticesModule },
  { module: wellnessModule },
];
