import { IconArrowsSplit2, IconHome, IconMailX, IconRefresh } from "@tabler/icons-react";
import type { Status } from "@healthops/replica/status/status";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useLabel, useText } from "@healthops/ui/i18n/language-provider.tsx";
import type { NavigationGroup } from "@healthops/ui/shell/navigation";
import { PLACES } from "../navigation/app-places.ts";
import { FRAME_TEXT } from "./frame-text.ts";

const LOOK = { size: 20, stroke: 1.7, "aria-hidden": true } as const;

/** All places of the app, named in the chosen language, with what needs attention counted. */
export function useNavigation(status: Status | null): readonly NavigationGroup[] {
  const say = useLabel();
  const texts = useText();
  const identity = useIdentity();
  return [
    {
      title: null,
      items: [
        { href: "/", label: say(FRAME_TEXT.home), icon: <IconHome {...LOOK} />, onPhone: true },
      ],
    },
    ...PLACES.map(({ title, places }) => ({
      title: say(title),
      items: places
        .filter((place) => place.offeredTo(identity))
        .map(({ href, icon, onPhone, title: label }) => ({
          href,
          icon,
          onPhone,
          label: say(label),
        })),
    })).filter(({ items }) => items.length > 0),
    {
      title: say(FRAME_TEXT.attention),
      items: [
        {
          href: "/conflicts",
          label: texts.conflict.title,
          icon: <IconArrowsSplit2 {...LOOK} />,
          count: status?.conflicts ?? 0,
        },
        {
          href: "/rejected",
          label: texts.rejected.title,
          icon: <IconMailX {...LOOK} />,
          count: status?.rejected ?? 0,
        },
        { href: "/sync", label: texts.sync.title, icon: <IconRefresh {...LOOK} /> },
      ],
    },
  ];
}
