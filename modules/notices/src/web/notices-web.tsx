import { IconSpeakerphone } from "@tabler/icons-react";
import type { WebModule } from "@healthops/ui/modules/web-module";

const LOOK = { size: 20, stroke: 1.7, "aria-hidden": true } as const;

/** What notices shows. */
export const noticesWeb: WebModule = {
  name: "notices",
  screens: [],
  icons: { notices: <IconSpeakerphone {...LOOK} /> },
  onPhone: ["notices"],
  hidden: [],
};
