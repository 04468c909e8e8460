import { useEffect, useState } from "react";
import { flushSync } from "react-dom";

/** Whether the page is being put on paper at this moment: the only time that all rows must be there. */
export function useIsPrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // The browser takes the page as it is when these return.
    const before = (): void => flushSync(() => setPrinting(true));
    const after = (): void => setPrinting(false);
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
  return printing;
}

const SCHEME = "data-mantine-color-scheme";

/** Paper is white: whoever works at night gets black on white there. */
export function useLightPaper(): void {
  useEffect(() => {
    const root = document.documentElement;
    let scheme: string | null = null;
    const before = (): void => {
      scheme = root.getAttribute(SCHEME);
      root.setAttribute(SCHEME, "light");
    };
    const after = (): void => {
      if (scheme !== null) root.setAttribute(SCHEME, scheme);
      scheme = null;
    };
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
}
