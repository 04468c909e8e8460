import { noticesWeb } from "@healthops/notices/web/notices-web.tsx";
import type { WebModule } from "@healthops/ui/modules/web-module";
import { wellnessWeb } from "@healthops/wellness/web/wellness-web.tsx";
import { workforceWeb } from "@healthops/workforce/web/workforce-web.tsx";

/** What the modules of this installation show. Written by `npm run modules`. */
export const WEB_MODULES: readonly WebModule[] = [noticesWeb, wellnessWeb, workforceWeb];
