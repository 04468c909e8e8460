import { useMantineColorScheme } from "@mantine/core";
import {
  IconAdjustments,
  IconDeviceDesktop,
  IconKey,
  IconLanguage,
  IconLock,
  IconLogout,
  IconMapPin,
  IconMoon,
  IconPlus,
  IconRefresh,
  IconSun,
} from "@tabler/icons-react";
import { useReplica, useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { LANGUAGES, LANGUAGE_NAMES } from "@healthops/ui/i18n/texts/language";
import { useLabel, useLanguage, useText } from "@healthops/ui/i18n/language-provider.tsx";
import { useOfferedModules } from "@healthops/ui/modules/offered-modules";
import type { Command, CommandGroup } from "@healthops/ui/palette/command";
import type { NavigationGroup } from "@healthops/ui/shell/navigation";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { GO_KEYS, PLACES } from "../navigation/app-places.ts";
import { LOCK_KEYS } from "../lock/lock-shortcut.tsx";
import { PASSWORD_PATH } from "../password/password-path.ts";
import { recordPath } from "../addresses/places.ts";
import { mayEver } from "../parts/new-record.ts";
import { useIdentity, useWorkplace } from "@healthops/ui/data/identity.tsx";
import { useList } from "@healthops/ui/data/hooks";
import { valueOr } from "@healthops/ui/data/watched";
import { FRAME_TEXT } from "./frame-text.ts";

const LOOK = { size: 18, stroke: 1.7, "aria-hidden": true } as const;

interface Deeds {
  go(href: string): void;
  signOut(): void;
}

/** What the command palette offers: every place, every new record this person may make, and deeds. */
export function useCommands(
  places: readonly NavigationGroup[],
  deeds: Deeds,
): readonly CommandGroup[] {
  const say = useLabel();
  const texts = useText();
  const additions = useAdditions();
  const icon = <IconPlus {...LOOK} />;
  return [
    {
      title: say(FRAME_TEXT.goTo),
      commands: places.flatMap(({ title, items }) =>
        items.map(({ href, label, icon: own, keys }) => ({
          id: href,
          label,
          icon: own,
          ...(title === null ? {} : { hint: title }),
          ...(keys === undefined ? {} : { keys }),
          run: () => deeds.go(href),
        })),
      ),
    },
    {
      title: say(FRAME_TEXT.add),
      commands: additions.map(({ name, one }) => ({
        id: `new ${name}`,
        label: texts.list.add(one),
        icon,
        run: () => deeds.go(recordPath(name, "new")),
      })),
    },
    { title: texts.shell.workplace, commands: useWorkplaces() },
    { title: say(FRAME_TEXT.deeds), commands: useDeeds(deeds) },
  ];
}

/** The other workplaces of somebody who has several: to go on there. */
function useWorkplaces(): readonly Command[] {
  const { siteId, siteIds, choose } = useWorkplace();
  const where = { field: "id", op: "in", value: [...siteIds] } as const;
  const sites = valueOr(useList("sites", { where, limit: siteIds.length || 1 }), null);
  return (sites?.records ?? [])
    .filter(({ id }) => id !== siteId)
    .map(({ id, content }) => ({
      id: `workplace ${id}`,
      label: String(content["name"]),
      icon: <IconMapPin {...LOOK} />,
      run: () => choose(id),
    }));
}

/** What can be done wherever one is. */
function useDeeds({ go, signOut }: Deeds): readonly Command[] {
  const api = useReplica();
  const texts = useText();
  const announce = useAnnounce();
  const look = useLooks();
  const sync = (): void => {
    api
      .sync()
      .then(
        ({ pushed, pulled }) => announce.done(texts.sync.syncDone(pushed, pulled)),
        announce.failed,
      );
  };
  const settingsKeys = GO_KEYS.get("/settings");
  return [
    { id: "sync", label: texts.sync.syncNow, icon: <IconRefresh {...LOOK} />, run: sync },
    {
      id: "settings",
      label: texts.shell.settings,
      icon: <IconAdjustments {...LOOK} />,
      ...(settingsKeys === undefined ? {} : { keys: settingsKeys }),
      run: () => go("/settings"),
    },
    {
      id: "password",
      label: texts.shell.password,
      icon: <IconKey {...LOOK} />,
      run: () => go(PASSWORD_PATH),
    },
    {
      id: "lock",
      label: texts.shell.lock,
      keys: LOCK_KEYS,
      icon: <IconLock {...LOOK} />,
      run: () => void api.lock(),
    },
    { id: "sign-out", label: texts.shell.signOut, icon: <IconLogout {...LOOK} />, run: signOut },
    ...look,
  ];
}

/** Language and colours, without a way through the settings. */
function useLooks(): readonly Command[] {
  const say = useLabel();
  const { language, setLanguage } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = [
    { value: "light", label: say(FRAME_TEXT.light), icon: <IconSun {...LOOK} /> },
    { value: "dark", label: say(FRAME_TEXT.dark), icon: <IconMoon {...LOOK} /> },
    { value: "auto", label: say(FRAME_TEXT.system), icon: <IconDeviceDesktop {...LOOK} /> },
  ] as const;
  return [
    ...schemes
      .filter(({ value }) => value !== colorScheme)
      .map(({ value, label, icon }) => ({
        id: `scheme ${value}`,
        label,
        icon,
        run: () => setColorScheme(value),
      })),
    ...LANGUAGES.filter((code) => code !== language).map((code) => ({
      id: `language ${code}`,
      label: LANGUAGE_NAMES[code],
      icon: <IconLanguage {...LOOK} />,
      run: () => setLanguage(code),
    })),
  ];
}

function useAdditions(): readonly { readonly name: string; readonly one: string }[] {
  const { collections } = useSchema();
  const identity = useIdentity();
  const say = useLabel();
  const offered = useOfferedModules();
  const groups = PLACES.filter(({ name }) => offered.has(name));
  return groups
    .flatMap((group) => group.places)
    .flatMap(({ collection }) => {
      const declared = collection === null ? undefined : collections.get(collection);
      if (declared === undefined || !mayEver(declared, identity, "create")) return [];
      return [{ name: declared.name, one: say(declared.title.one) }];
    });
}
