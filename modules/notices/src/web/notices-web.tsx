import { IconClipboardText, IconSpeakerphone } from "@tabler/icons-react";
import type { WebModule } from "@healthops/ui/modules/web-module";

const LOOK = { size: 20, stroke: 1.7, "aria-hidden": true } as const;

/** What notices shows. */
export const noticesWeb: WebModule = {
  name: "notices",
  place: 30,
  screens: [
    {
      path: "/board",
      title: { en: "Board", tr: "Pano" },
      icon: <IconSpeakerphone {...LOOK} />,
      load: () => import("./board/board-screen.tsx"),
      onPhone: true,
    },
  ],
  homeCards: [{ name: "board", load: () => import("./home/board-card.tsx"), wide: true }],
  icons: { notices: <IconClipboardText {...LOOK} /> },
  onPhone: [],
  folded: ["notices"],
  hidden: [],
};
