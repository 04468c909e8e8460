import {
  IconBarbell,
  IconBuilding,
  IconNotebook,
  IconSalad,
  IconScale,
  IconSpeakerphone,
  IconTarget,
  IconUserHeart,
  IconUsers,
} from "@tabler/icons-react";
import type { WebModule } from "./web-module.ts";

const LOOK = { size: 20, stroke: 1.7, "aria-hidden": true } as const;

/**
 * What the modules of this installation show; a new one is an entry here. Collections get their lists
 * and forms by their declaration, so an entry is needed only for icons and for screens of its own.
 */
export const WEB_MODULES: readonly WebModule[] = [
  {
    name: "wellness",
    screens: [],
    icons: {
      exercises: <IconBarbell {...LOOK} />,
      meals: <IconSalad {...LOOK} />,
      goals: <IconTarget {...LOOK} />,
      weights: <IconScale {...LOOK} />,
      wellness_profiles: <IconUserHeart {...LOOK} />,
    },
    onPhone: ["exercises", "meals"],
    // What other programs keep here; people read it nowhere.
    hidden: ["generic_records"],
  },
  {
    name: "notices",
    screens: [],
    icons: { notices: <IconSpeakerphone {...LOOK} /> },
    onPhone: ["notices"],
    hidden: [],
  },
  {
    name: "core",
    title: { en: "Organisation", tr: "Kurum" },
    screens: [],
    icons: { sites: <IconBuilding {...LOOK} />, people: <IconUsers {...LOOK} /> },
    onPhone: [],
    // Conflicts have a screen of their own.
    hidden: ["conflicts"],
  },
];

/** For collections that no entry gives an icon. */
export const PLAIN_ICON = <IconNotebook {...LOOK} />;
