import { WEB_MODULES as INSTALLED } from "@healthops/installed/on-screen.tsx";
import type { WebModule } from "@healthops/ui/modules/web-module";
import { IconNotebook } from "@tabler/icons-react";
import { coreWeb } from "./core/core-web.tsx";

/** Of modules that do not say where they stand. */
const LAST = 100;

/** What the app shows: the installed modules by their place in the navigation, then what every installation has. */
export const WEB_MODULES: readonly WebModule[] = [
  ...INSTALLED.toSorted((a, b) => (a.place ?? LAST) - (b.place ?? LAST)),
  coreWeb,
];

/** For collections that no entry gives an icon. */
export const PLAIN_ICON = <IconNotebook size={20} stroke={1.7} aria-hidden />;
