import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useCallback, useEffect, useState } from "react";
import { LOCK_MINUTES, USUAL_MINUTES, lockMinutes } from "./lock-minutes.ts";

/** After how many minutes without input this person's windows lock, and the way to change it. */
export function useLockMinutes(): readonly [number, (minutes: number) => Promise<void>] {
  const api = useReplica();
  const [minutes, setMinutes] = useState(USUAL_MINUTES);
  useEffect(
    () =>
      api.watchKept(LOCK_MINUTES, {
        next: (kept) => setMinutes(lockMinutes(kept)),
        // Locked or signed out: nothing to watch over.
        failed: () => undefined,
      }),
    [api],
  );
  const change = useCallback(
    (wanted: number) => api.keep(LOCK_MINUTES, lockMinutes(wanted)),
    [api],
  );
  return [minutes, change];
}
