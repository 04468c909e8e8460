import { notifications } from "@mantine/notifications";
import { useCallback, useEffect } from "react";
import { useText } from "../i18n/language-provider.tsx";
import { useOwnWindows } from "../address/address.tsx";
import type { WindowSize } from "../address/window-place.ts";
import { featuresOf, ownHref, readPlace, savePlace, windowName } from "../address/window-place.ts";

/** Windows that this one opened, by name; closed ones are noticed when they are asked for. */
const opened = new Map<string, Window>();

/** Where windows do not fit beside each other, everything opens in the same one. */
const ROOMY = "(min-width: 48em)";

/**
 * Opens an address in a window of its own, or brings the window forward that shows it already. On a
 * phone it goes there in this window. Call it where a person pressed something: browsers block
 * windows that nobody asked for, and then a message offers the address as a link.
 */
export function useOpenWindow(): (href: string) => void {
  const texts = useText();
  const { sizeOf, goHere } = useOwnWindows();
  return useCallback(
    (href) => {
      if (!window.matchMedia(ROOMY).matches) {
        goHere(href);
        return;
      }
      if (openWindow(href, sizeOf(pathOf(href)) ?? DEFAULT_SIZE)) return;
      const id = notifications.show({
        withBorder: true,
        autoClose: false,
        closeButtonProps: { "aria-label": texts.common.close },
        title: texts.shell.windowBlocked,
        message: (
          <a
            className="ho-window-link"
            href={ownHref(href)}
            target={windowName(pathOf(href))}
            onClick={() => notifications.hide(id)}
          >
            {texts.shell.openWindow}
          </a>
        ),
      });
    },
    [goHere, sizeOf, texts],
  );
}

const DEFAULT_SIZE: WindowSize = { width: 1100, height: 760 };

/** False when the browser blocked it. */
function openWindow(href: string, size: WindowSize): boolean {
  const path = pathOf(href);
  const name = windowName(path);
  const known = opened.get(name) ?? null;
  if (known !== null && !known.closed) return show(known, href);
  // Without an address a window of that name comes as it is, whoever opened it; a new one is blank.
  const found = window.open("", name, featuresOf(readPlace(path, localStorage), size, screen));
  if (found === null) return false;
  opened.set(name, found);
  if (isBlank(found)) found.location.replace(ownHref(href));
  return show(found, href);
}

function show(found: Window, href: string): boolean {
  // A bare address means the screen as it stands; one with a query asks for something in particular.
  if (!isBlank(found) && href.includes("?")) found.location.assign(ownHref(href));
  found.focus();
  return true;
}

function isBlank(found: Window): boolean {
  return found.location.href === "about:blank";
}

function pathOf(href: string): string {
  return href.split("?")[0] ?? href;
}

/** Remembers where the person puts this window, for the next time that it is opened. */
export function useRememberedPlace(path: string, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return undefined;
    const save = (): void =>
      savePlace(path, localStorage, {
        left: window.screenX,
        top: window.screenY,
        width: window.innerWidth,
        height: window.innerHeight,
      });
    window.addEventListener("resize", save);
    window.addEventListener("pagehide", save);
    return () => {
      window.removeEventListener("resize", save);
      window.removeEventListener("pagehide", save);
    };
  }, [enabled, path]);
}
