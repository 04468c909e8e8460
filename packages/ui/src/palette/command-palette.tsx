import { Spotlight, createSpotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { foldForSearch } from "@healthops/schema/search-text";
import { useEffect, useMemo, useState } from "react";
import { useText } from "../i18n/language-provider.tsx";
import type { Command, CommandGroup } from "./command.ts";
import { KeyCaps } from "./key-caps.tsx";
import { useShortcuts } from "./shortcuts.tsx";
import { useMarkedFirst } from "./use-marked-first.ts";

interface CommandPaletteProps {
  readonly groups: readonly CommandGroup[];
  readonly typed: string;
  onTyped(typed: string): void;
  onClose(): void;
}

/** Where to go and what to do, by typing. Shown while it is mounted; see `PaletteProvider`. */
export function CommandPalette({ groups, typed, onTyped, onClose }: CommandPaletteProps) {
  const { palette } = useText();
  // Only a store of its own tells of Escape and of clicks beside it.
  const [[store, own]] = useState(createSpotlight);
  useEffect(() => own.open(), [own]);
  const [from] = useState(() => document.activeElement);
  const closed = (): void => {
    onClose();
    // What a command has focused meanwhile keeps the focus.
    const now = document.activeElement ?? document.body;
    if (now !== document.body && now.closest("[data-palette]") === null) return;
    const back = from?.isConnected === true ? from : document.querySelector(".ho-page h1");
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
  };
  const words = foldForSearch(typed).split(" ").filter(Boolean);
  const here = useHere(groups);
  const shown = [...here, ...groups]
    .map(({ title, commands }) => ({
      title,
      commands: commands.filter((each) => fits(each, words)),
    }))
    .filter(({ commands }) => commands.length > 0);
  useMarkedFirst(store, typed, shown[0]?.commands[0]?.id);
  return (
    <Spotlight.Root
      store={store}
      query={typed}
      onQueryChange={onTyped}
      onSpotlightClose={closed}
      shortcut={null}
      scrollable
      maxHeight="min(60vh, 30rem)"
      attributes={{ content: { "aria-label": palette.label, "data-palette": "" } }}
    >
      <Spotlight.Search
        placeholder={palette.placeholder}
        aria-label={palette.placeholder}
        autoFocus
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {shown.length === 0 ? <Spotlight.Empty>{palette.nothing}</Spotlight.Empty> : null}
        {shown.map(({ title, commands }) => (
          <Spotlight.ActionsGroup key={title} label={title}>
            {commands.map((command) => (
              <Spotlight.Action
                key={command.id}
                label={command.label}
                {...(command.hint === undefined ? {} : { description: command.hint })}
                leftSection={command.icon}
                rightSection={command.keys === undefined ? null : <KeyCaps keys={command.keys} />}
                closeSpotlightOnTrigger={false}
                onClick={() => {
                  own.close();
                  command.run();
                }}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** What the screen that shows now has registered, unless it is offered anyway. */
function useHere(groups: readonly CommandGroup[]): readonly CommandGroup[] {
  const { palette } = useText();
  const shortcuts = useShortcuts();
  return useMemo(() => {
    const offered = new Set(groups.flatMap(({ commands }) => commands.map(({ keys }) => keys)));
    const own = shortcuts.filter(({ keys }) => !offered.has(keys) && keys !== "mod+k");
    const commands = own.map(({ keys, label, run }) => ({ id: `here ${keys}`, label, keys, run }));
    return commands.length === 0 ? [] : [{ title: palette.here, commands }];
  }, [groups, palette, shortcuts]);
}

/** Every typed word begins a word of the command, diacritics and İ/ı aside. */
function fits({ label, hint = "" }: Command, words: readonly string[]): boolean {
  const own = foldForSearch(`${label} ${hint}`).split(" ");
  return words.every((word) => own.some((each) => each.startsWith(word)));
}
