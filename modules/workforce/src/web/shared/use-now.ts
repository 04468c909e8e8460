import { useEffect, useState } from "react";

/** The time, epoch ms, anew every so often and when the window wakes. */
export function useNow(every_ms: number): number {
  const [now_ms, setNow] = useState(() => Date.now());
  useEffect(() => {
    const look = (): void => setNow(Date.now());
    const each = setInterval(look, every_ms);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(each);
      document.removeEventListener("visibilitychange", look);
    };
  }, [every_ms]);
  return now_ms;
}
