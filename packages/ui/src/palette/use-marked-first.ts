import type { createSpotlight } from "@mantine/spotlight";
import { useEffect } from "react";

type Store = ReturnType<typeof createSpotlight>[0];

/**
 * Marks the first command, which Enter takes, where none is marked. The library does so with each letter
 * in its own field; what was typed ahead, before the field was there, comes past that.
 */
export function useMarkedFirst(store: Store, typed: string, first: string | undefined): void {
  useEffect(() => {
    if (first === undefined) return undefined;
    const frame = requestAnimationFrame(() => {
      if (document.querySelector("[data-palette] [data-selected]") !== null) return;
      document.querySelector("[data-palette] [data-action]")?.setAttribute("data-selected", "true");
      store.updateState((state) => ({ ...state, selected: 0 }));
    });
    return () => cancelAnimationFrame(frame);
  }, [first, typed, store]);
}
