import { useLocation, useRouter } from "@tanstack/react-router";
import { useMemo } from "react";
import { isOwnWindow, ownHref } from "@healthops/ui/address/window-place";
import { ownSizeOf } from "../navigation/app-places.ts";

/**
 * The window's address and the ways to change it, as the kit's links and screens use them. A window
 * of its own stays one wherever one goes in it.
 */
export function useAppAddress() {
  const { history } = useRouter();
  const { pathname, searchStr } = useLocation();
  return useMemo(() => {
    const own = isOwnWindow(searchStr);
    const here = (href: string): string => (own ? ownHref(href) : href);
    const goHere = (href: string): void => history.push(here(href));
    return {
      path: pathname,
      query: searchStr,
      own,
      go: goHere,
      goHere,
      replace: (href: string) => history.replace(here(href)),
      ownSizeOf,
    };
  }, [history, pathname, searchStr]);
}
