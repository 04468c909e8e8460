import type { HubAnswer, HubRequest } from "@healthops/replica/remote/replica-api";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { useCallback, useState } from "react";

/** Something that one asks the hub to do. */
export interface Deed {
  readonly busy: boolean;
  /** Asks for it and says how it went; resolves to the answer, or to null when it did not happen. */
  run(request: HubRequest, said: string | null): Promise<HubAnswer | null>;
}

/** Sends a request that changes something at the hub, once at a time, and tells how it went. */
export function useDeed(): Deed {
  const api = useReplica();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    async (request: HubRequest, said: string | null) => {
      setBusy(true);
      try {
        const answer = await api.askHub(request);
        if (said !== null) announce.done(said);
        return answer;
      } catch (error) {
        announce.failed(error);
        return null;
      } finally {
        setBusy(false);
      }
    },
    [api, announce],
  );
  return { busy, run };
}
