import type { Content } from "@healthops/schema/record";
import { useEffect, useEffectEvent, useState } from "react";
import { useReplica } from "../data/replica-provider.tsx";
import { Draft } from "./drafts.ts";

/**
 * The draft of a form, under a name that stays the same while the form is open. `found` hears of one
 * from before, soon after the form shows; what stands unwritten is written when the form or its page
 * goes.
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
    const stop = whenThePageMayGo(() => void draft.flush());
    return () => {
      gone = true;
      stop();
      void draft.flush();
    };
  }, [draft]);
  return draft;
}

/** Calls when the page is hidden or left, before it tells the worker that it goes to sleep. */
function whenThePageMayGo(run: () => void): () => void {
  const ending = new AbortController();
  const options = { capture: true, signal: ending.signal };
  window.addEventListener("pagehide", run, options);
  document.addEventListener("visibilitychange", () => document.hidden && run(), options);
  return () => ending.abort();
}
