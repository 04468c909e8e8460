import { noticesDemo } from "@healthops/notices/demo";
import type { ModuleDemo } from "@healthops/schema/demo";
import { wellnessDemo } from "@healthops/wellness/demo";
import { workforceDemo } from "@healthops/workforce/demo";

/** What the modules of this installation add to the demo organisation. Written by `npm run modules`. */
export const DEMOS: readonly ModuleDemo[] = [noticesDemo, wellnessDemo, workforceDemo];
