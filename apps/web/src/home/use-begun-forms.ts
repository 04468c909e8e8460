import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { draftName } from "@healthops/ui/forms/drafts";
import { useEffect, useState } from "react";
import { PLACES } from "../navigation/app-places.ts";

/** Collections for whose new records this person began a form and did not save it. */
export function useBegunForms(): readonly string[] {
  const api = useReplica();
  const [begun, setBegun] = useState<readonly string[]>([]);
  useEffect(() => {
    const names = PLACES.flatMap(({ places }) => places).flatMap(({ collection }) =>
      collection === null ? [] : [collection],
    );
    const stops = names.map((name) =>
      api.watchKept(draftName(name, null), {
        next: (draft) => setBegun((before) => withOrWithout(before, name, draft !== null)),
        // Locked or signed out: there is nothing to tell.
        failed: () => setBegun([]),
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [api]);
  return begun;
}

function withOrWithout(
  before: readonly string[],
  name: string,
  isThere: boolean,
): readonly string[] {
  if (before.includes(name) === isThere) return before;
  return isThere ? [...before, name] : before.filter((other) => other !== name);
}
