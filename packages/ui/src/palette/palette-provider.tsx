import { useHotkeys } from "@mantine/hooks";
import type { ReactNode } from "react";
import { createContext, lazy, Suspense, useCallback, useContext, useState } from "react";
import type { CommandGroup } from "./command.ts";

/** Loaded when it is first asked for: it is no part of the first screen. */
const CommandPalette = lazy(async () => {
  const { CommandPalette: component } = await import("./command-palette.tsx");
  return { default: component };
});

const OpenContext = createContext<() => void>(() => {});

interface PaletteProviderProps {
  readonly groups: readonly CommandGroup[];
  readonly children: ReactNode;
}

/** Opens the command palette by Ctrl+K or by `useOpenPalette`, also from inside inputs. */
export function PaletteProvider({ groups, children }: PaletteProviderProps) {
  const [open, setOpen] = useState(false);
  const show = useCallback(() => setOpen(true), []);
  useHotkeys([["mod+K", show]], []);
  return (
    <OpenContext value={show}>
      {children}
      {open ? (
        <Suspense>
          <CommandPalette groups={groups} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </OpenContext>
  );
}

/** Opens the command palette: for the field in the header. */
export function useOpenPalette(): () => void {
  return useContext(OpenContext);
}
