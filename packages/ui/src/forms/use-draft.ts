import type { Content } from "@healthops/schema/record";
import { useEffect, useEffectEvent, useState } from "react";
import { useReplica } from "../data/replica-provider.tsx";
import { Draft } from "./drafts.ts";

/**
 * The draft of a form, under a name that stays the same while the form is open. `found` hears of one
 * from before, soon after the form shows; what stands unwritten is written when the form goes.
 */
export function useDraft(name: string, found: (entered: Content) => void): Draft {
  const api = useReplica();
  const [draft] = useState(() => new Draft(api, name));
  const tell = useEffectEvent(found);
  useEffect(() => {
    let gone = false;
    draft.read().then(
      (entered) => {
        if (entered !== null && !gone) tell(entered);
        return null;
      },
      // A draft that cannot be read is not offered; the form works without it.
      () => null,
    );
    return () => {
      gone = true;
      void draft.flush();
    };
  }, [draft]);
  return draft;
}
