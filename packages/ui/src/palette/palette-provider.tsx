import type { ReactNode } from "react";
import { createContext, lazy, Suspense, useCallback, useContext, useMemo, useState } from "react";
import { useText } from "../i18n/language-provider.tsx";
import type { CommandGroup } from "./command.ts";
import { ShortcutProvider, useShortcut } from "./shortcuts.tsx";
import { useTypedAhead } from "./use-typed-ahead.ts";

/** Loaded when they are first asked for: they are no part of the first screen. */
const CommandPalette = lazy(async () => {
  const { CommandPalette: component } = await import("./command-palette.tsx");
  return { default: component };
});
const ShortcutHelp = lazy(async () => {
  const { ShortcutHelp: component } = await import("./shortcut-help.tsx");
  return { default: component };
});

interface Opened {
  palette(): void;
  help(): void;
}

const OpenContext = createContext<Opened>({ palette: () => {}, help: () => {} });

interface PaletteProviderProps {
  readonly groups: readonly CommandGroup[];
  readonly children: ReactNode;
}

/**
 * The keyboard's part of the app: shortcuts of whatever shows, the command palette by Ctrl+K (also
 * from inside inputs), and the list of shortcuts by `?`.
 */
export function PaletteProvider(props: PaletteProviderProps) {
  return (
    <ShortcutProvider>
      <Palette {...props} />
    </ShortcutProvider>
  );
}

function Palette({ groups, children }: PaletteProviderProps) {
  const { palette } = useText();
  const [open, setOpen] = useState<"palette" | "help" | null>(null);
  const [typed, setTyped] = useState("");
  const close = useCallback(() => {
    setOpen(null);
    setTyped("");
  }, []);
  useTypedAhead(open === "palette", (letter) => setTyped((before) => before + letter));
  const opened = useMemo(
    () => ({ palette: () => setOpen("palette"), help: () => setOpen("help") }),
    [],
  );
  useShortcut("mod+k", palette.label, opened.palette);
  useShortcut("?", palette.shortcuts, opened.help);
  return (
    <OpenContext value={opened}>
      {children}
      {open === null ? null : (
        <Suspense>
          {open === "palette" ? (
            <CommandPalette groups={groups} typed={typed} onTyped={setTyped} onClose={close} />
          ) : (
            <ShortcutHelp opened onClose={close} />
          )}
        </Suspense>
      )}
    </OpenContext>
  );
}

/** Opens the command palette: for the field in the header. */
export function useOpenPalette(): () => void {
  return useContext(OpenContext).palette;
}

/** Opens the list of shortcuts. */
export function useOpenShortcutHelp(): () => void {
  return useContext(OpenContext).help;
}
