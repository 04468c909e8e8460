import { noticesWeb } from "@healthops/notices/web/notices-web.tsx";
import { wellnessWeb } from "@healthops/wellness/web/wellness-web.tsx";
import { workforceWeb } from "@healthops/workforce/web/workforce-web.tsx";
import type { WebModule } from "@healthops/ui/modules/web-module";
import { IconNotebook } from "@tabler/icons-react";
import { coreWeb } from "./core/core-web.tsx";

/**
 * What the modules of this installation show; a new one is an entry here. Collections get their lists
 * and forms by their declaration, so a module has an entry for icons and for screens of its own.
 */
export const WEB_MODULES: readonly WebModule[] = [wellnessWeb, workforceWeb, noticesWeb, coreWeb];

/** For collections that no entry gives an icon. */
export const PLAIN_ICON = <IconNotebook size={20} stroke={1.7} aria-hidden />;
