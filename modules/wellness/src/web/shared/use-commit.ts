import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { useCallback } from "react";
import type { Change } from "../../change.ts";
import { undoOf } from "../../undo.ts";

/** Writes changes that belong together, says so, and offers the way back. Resolves to whether it went. */
export type Commit = (
  changes: readonly Change[],
  said: string,
  held?: (id: string) => Readonly<Record<string, unknown>> | undefined,
) => Promise<boolean>;

export function useCommit(): Commit {
  const api = useReplica();
  const announce = useAnnounce();
  return useCallback<Commit>(
    async (changes, said, held = () => undefined) => {
      if (changes.length === 0) return true;
      // Read before the change: afterwards the screen holds the new values.
      const back = undoOf(changes, held);
      try {
        await api.mutate(changes);
      } catch (error) {
        announce.failed(error);
        return false;
      }
      announce.done(said, async () => {
        await api.mutate(back);
      });
      return true;
    },
    [api, announce],
  );
}
