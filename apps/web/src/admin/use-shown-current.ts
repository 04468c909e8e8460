import { useRouter } from "@tanstack/react-router";
import type { RefObject } from "react";
import { useEffect } from "react";

/**
 * Keeps the chosen part of a strip in view where it is wider than the screen. The router puts the strip
 * back to where it was scrolled before each change of the address, so this comes after it.
 */
export function useShownCurrent(strip: RefObject<HTMLElement | null>, chosen: string): void {
  const router = useRouter();
  useEffect(() => {
    const show = (): void => {
      const current = strip.current?.querySelector("[aria-current]");
      current?.scrollIntoView({ block: "nearest", inline: "center" });
    };
    show();
    return router.subscribe("onRendered", show);
  }, [router, strip, chosen]);
}
