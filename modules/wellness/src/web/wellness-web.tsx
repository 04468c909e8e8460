import { IconBarbell, IconSalad, IconScale, IconTarget, IconUserHeart } from "@tabler/icons-react";
import type { WebModule } from "@healthops/ui/modules/web-module";

const LOOK = { size: 20, stroke: 1.7, "aria-hidden": true } as const;

/** What wellness shows. */
export const wellnessWeb: WebModule = {
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
};
