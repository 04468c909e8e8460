import { IconArrowsSplit2, IconHome, IconMailX, IconRefresh } from "@tabler/icons-react";
import type { Status } from "@healthops/replica/status/status";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useLabel, useText } from "@healthops/ui/i18n/language-provider.tsx";
import { useOfferedModules } from "@healthops/ui/modules/offered-modules";
import type { NavigationGroup, NavigationItem } from "@healthops/ui/shell/navigation";
import { GO_KEYS, PLACES } from "../navigation/app-places.ts";
import { FRAME_TEXT } from "./frame-text.ts";

const LOOK = { size: 20, stroke: 1.7, "aria-hidden": true } as const;

/** All places of the app, named in the chosen language, with what needs attention counted. */
export function useNavigation(status: Status | null): readonly NavigationGroup[] {
  const say = useLabel();
  const texts = useText();
  const identity = useIdentity();
  const offered = useOfferedModules();
  const modules = PLACES.filter(({ name }) => offered.has(name))
    .map(({ name, title, places }) => ({
      name,
      title: say(title),
      items: places
        .filter((place) => place.offeredTo(identity))
        .map((place): NavigationItem => ({
          href: place.href,
          keys: GO_KEYS.get(place.href),
          icon: place.icon,
          onPhone: place.onPhone,
          folded: place.folded,
          label: say(place.title),
          ownWindow: place.ownWindow !== null,
        })),
    }))
    .filter(({ items }) => items.length > 0);
  return [
    {
      name: "start",
      title: null,
      items: [
        {
          href: "/",
          keys: GO_KEYS.get("/"),
          label: say(FRAME_TEXT.home),
          icon: <IconHome {...LOOK} />,
          onPhone: true,
        },
      ],
    },
    ...modules,
    {
      name: "attention",
      title: say(FRAME_TEXT.attention),
      items: [
        {
          href: "/conflicts",
          keys: GO_KEYS.get("/conflicts"),
          label: texts.conflict.title,
          icon: <IconArrowsSplit2 {...LOOK} />,
          count: status?.conflicts ?? 0,
        },
        {
          href: "/rejected",
          keys: GO_KEYS.get("/rejected"),
          label: texts.rejected.title,
          icon: <IconMailX {...LOOK} />,
          count: status?.rejected ?? 0,
        },
        {
          href: "/sync",
          keys: GO_KEYS.get("/sync"),
          label: texts.sync.title,
          icon: <IconRefresh {...LOOK} />,
        },
      ],
    },
  ];
}
