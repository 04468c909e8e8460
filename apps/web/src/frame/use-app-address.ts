import { useLocation, useRouter } from "@tanstack/react-router";
import { useMemo } from "react";

/** The window's address and the ways to change it, as the kit's links and screens use them. */
export function useAppAddress() {
  const { history } = useRouter();
  const { pathname, searchStr } = useLocation();
  return useMemo(
    () => ({
      path: pathname,
      query: searchStr,
      go: (href: string) => history.push(href),
      replace: (href: string) => history.replace(href),
    }),
    [history, pathname, searchStr],
  );
}
