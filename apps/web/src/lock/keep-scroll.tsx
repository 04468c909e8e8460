import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/** Where a person was when everything locked. */
let left: { readonly href: string; readonly top: number } | null = null;

/** Content comes back piece by piece; so long it is waited for. */
const PATIENCE_MS = 2_000;

/** Brings a person who unlocks back to about the height of the page that they had scrolled to. */
export function KeepScroll() {
  const router = useRouter();
  useEffect(() => {
    const here = (): string => router.state.location.href;
    const wanted = left !== null && left.href === here() ? left.top : 0;
    left = null;
    const stop = wanted > 0 ? scrollOnceTall(wanted) : () => undefined;
    let top = window.scrollY;
    const follow = (): void => {
      top = window.scrollY;
    };
    window.addEventListener("scroll", follow, { passive: true });
    return () => {
      stop();
      window.removeEventListener("scroll", follow);
      left = { href: here(), top };
    };
  }, [router]);
  return null;
}

function scrollOnceTall(top: number): () => void {
  const until = performance.now() + PATIENCE_MS;
  const observer = new ResizeObserver(() => {
    const tall = document.documentElement.scrollHeight - window.innerHeight >= top;
    if (!tall && performance.now() < until) return;
    observer.disconnect();
    window.scrollTo({ top });
  });
  observer.observe(document.body);
  return () => observer.disconnect();
}
