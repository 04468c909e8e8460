import { useEffect, useLayoutEffect, useRef } from "react";

/**
 * Takes the letters that somebody types between opening the palette and its field having the focus:
 * it is loaded when first asked for, and what is typed meanwhile must neither be lost nor run the
 * shortcuts of the screen behind it.
 */
export function useTypedAhead(open: boolean, take: (letter: string) => void): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  }, [take]);
  // Before anything else can be typed: an ordinary effect may run later than the next key.
  useLayoutEffect(() => {
    if (!open) return undefined;
    const listen = (event: KeyboardEvent): void => {
      if (!isLetter(event) || isInPalette(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current(event.key);
    };
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, [open]);
}

function isLetter({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  return Array.from(key).length === 1 && !ctrlKey && !metaKey && !altKey && !isComposing;
}

function isInPalette(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[data-palette]") !== null;
}
