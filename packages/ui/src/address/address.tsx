import type { ReactNode } from "react";
import { createContext, useCallback, useContext, useMemo } from "react";
import type { WindowSize } from "./window-place.ts";

/** Where this window is. */
interface Address {
  /** `/c/meals` */
  readonly path: string;
  /** The query of the address, with its `?`; empty when there is none. */
  readonly query: string;
  /** Goes to an address of this app without loading the page anew. */
  go(href: string): void;
  /** Puts another address in the place of this one: going back skips it. */
  replace(href: string): void;
  /** As `go`, in this very window, also where a screen would rather have one of its own. */
  goHere?(href: string): void;
  /** How large the window of its own is that a path opens in; null for all others. */
  ownSizeOf?(path: string): WindowSize | null;
}

const AddressContext = createContext<Address | null>(null);

/** Gives the screens and links below it the app's router. */
export function AddressProvider({
  address,
  children,
}: {
  readonly address: Address;
  readonly children: ReactNode;
}) {
  return <AddressContext value={address}>{children}</AddressContext>;
}

/** Goes to an address of this app; without a router, the browser's own way. */
export function useNavigate(): (href: string) => void {
  return useContext(AddressContext)?.go ?? goPlainly;
}

/** What a screen keeps in the query of its address: strings by name. */
export type AddressQuery = Readonly<Record<string, string>>;

/**
 * The query of the address, and the way to change it: names given anew or, with `null`, removed; the
 * others stay. It replaces the address, so that going back leaves the screen and does not undo
 * filters one by one.
 */
export function useAddressQuery(): readonly [
  AddressQuery,
  (change: Readonly<Record<string, string | null>>) => void,
] {
  const address = useContext(AddressContext);
  const text = address?.query ?? window.location.search;
  const query = useMemo(() => Object.fromEntries(new URLSearchParams(text)), [text]);
  const change = useCallback(
    (changes: Readonly<Record<string, string | null>>) => {
      const next = new URLSearchParams(text);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) next.delete(name);
        else next.set(name, value);
      }
      const path = address?.path ?? window.location.pathname;
      const href = next.size === 0 ? path : `${path}?${next.toString()}`;
      (address?.replace ?? goPlainly)(href);
    },
    [address, text],
  );
  return [query, change];
}

interface OwnWindows {
  sizeOf(path: string): WindowSize | null;
  goHere(href: string): void;
}

/** Which paths open as windows of their own, for `useOpenWindow`. */
export function useOwnWindows(): OwnWindows {
  const address = useContext(AddressContext);
  return useMemo(
    () => ({
      sizeOf: address?.ownSizeOf ?? (() => null),
      goHere: address?.goHere ?? address?.go ?? goPlainly,
    }),
    [address],
  );
}

function goPlainly(href: string): void {
  window.location.assign(href);
}
