import { useCallback, useEffect, useState } from "react";

const SECOND_ms = 1_000;

/** Seconds that are left of a wait, and the way to start one. */
export function useCountdown(): readonly [left_s: number, start: (wait_s: number) => void] {
  const [end_ms, setEnd] = useState(0);
  const [now_ms, setNow] = useState(0);
  const left_s = Math.max(0, Math.ceil((end_ms - now_ms) / SECOND_ms));
  useEffect(() => {
    if (left_s === 0) return;
    const timer = setTimeout(() => setNow(performance.now()), SECOND_ms);
    return () => clearTimeout(timer);
  }, [left_s, now_ms]);
  const start = useCallback((wait_s: number) => {
    const now = performance.now();
    setNow(now);
    setEnd(now + wait_s * SECOND_ms);
  }, []);
  return [left_s, start];
}
