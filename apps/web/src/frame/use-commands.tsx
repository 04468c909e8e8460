import { IconLock, IconLogout, IconPlus, IconRefresh } from "@tabler/icons-react";
import { useReplica, useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useLabel, useText } from "@healthops/ui/i18n/language-provider.tsx";
import type { CommandGroup } from "@healthops/ui/palette/command";
import type { NavigationGroup } from "@healthops/ui/shell/navigation";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { PLACES } from "../navigation/app-places.ts";
import { recordPath } from "../navigation/places.ts";
import { mayEver } from "../records/new-record.ts";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { FRAME_TEXT } from "./frame-text.ts";

const LOOK = { size: 18, stroke: 1.7, "aria-hidden": true } as const;

/** What the command palette offers: every place, every new record this person may make, and deeds. */
export function useCommands(
  places: readonly NavigationGroup[],
  go: (href: string) => void,
  signOut: () => void,
): readonly CommandGroup[] {
  const api = useReplica();
  const say = useLabel();
  const texts = useText();
  const announce = useAnnounce();
  const additions = useAdditions();
  const sync = (): void => {
    api
      .sync()
      .then(
        ({ pushed, pulled }) => announce.done(texts.sync.syncDone(pushed, pulled)),
        announce.failed,
      );
  };
  const icon = <IconPlus {...LOOK} />;
  return [
    {
      title: say(FRAME_TEXT.goTo),
      commands: places.flatMap(({ items }) =>
        items.map((item) => ({
          id: item.href,
          label: item.label,
          icon: item.icon,
          run: () => go(item.href),
        })),
      ),
    },
    {
      title: say(FRAME_TEXT.add),
      commands: additions.map(({ name, one }) => ({
        id: `new ${name}`,
        label: texts.list.add(one),
        icon,
        run: () => go(recordPath(name, "new")),
      })),
    },
    {
      title: say(FRAME_TEXT.deeds),
      commands: [
        { id: "sync", label: texts.sync.syncNow, icon: <IconRefresh {...LOOK} />, run: sync },
        {
          id: "lock",
          label: texts.shell.lock,
          icon: <IconLock {...LOOK} />,
          run: () => void api.lock(),
        },
        {
          id: "sign-out",
          label: texts.shell.signOut,
          icon: <IconLogout {...LOOK} />,
          run: signOut,
        },
      ],
    },
  ];
}

function useAdditions(): readonly { readonly name: string; readonly one: string }[] {
  const { collections } = useSchema();
  const identity = useIdentity();
  const say = useLabel();
  return PLACES.flatMap((group) => group.places).flatMap(({ collection }) => {
    const declared = collection === null ? undefined : collections.get(collection);
    if (declared === undefined || !mayEver(declared, identity, "create")) return [];
    return [{ name: declared.name, one: say(declared.title.one) }];
  });
}
