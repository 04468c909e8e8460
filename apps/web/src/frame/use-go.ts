import { useOpenWindow } from "@healthops/ui/shell/own-window.tsx";
import { useCallback } from "react";
import { ownSizeOf } from "../navigation/app-places.ts";

/** Goes to a place: in this window, or in the window of its own that the place has. */
export function useGo(path: string, goHere: (href: string) => void): (href: string) => void {
  const openWindow = useOpenWindow();
  return useCallback(
    (href) => {
      const to = href.split("?")[0] ?? href;
      // Whoever is there already only asks for something else.
      if (to === path || ownSizeOf(to) === null) goHere(href);
      else openWindow(href);
    },
    [goHere, openWindow, path],
  );
}
