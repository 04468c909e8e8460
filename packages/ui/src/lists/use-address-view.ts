import type { Collection } from "@healthops/schema/collection";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useAddressQuery } from "../address/address.tsx";
import type { ListView } from "./list-view.ts";
import type { QueryTexts } from "./view-address.ts";
import { addressOf, isViewName, viewOfAddress } from "./view-address.ts";

interface HeldView {
  readonly view: ListView;
  onView(view: ListView): void;
  /** Names of what the address says and nobody understands. */
  readonly ignored: readonly string[];
  /** Whether the address says anything about the view. */
  readonly isPlain: boolean;
}

/**
 * Keeps the view of a list in the address of the window: it survives a reload, going back, and being
 * sent to somebody.
 */
export function useAddressView(collection: Collection): HeldView {
  const [query, change] = useAddressQuery();
  const key = JSON.stringify(viewTexts(query));
  const said = useMemo(
    () => viewOfAddress(collection, JSON.parse(key) as QueryTexts),
    [collection, key],
  );
  // The address follows a moment later; until then a quick typist must not lose a letter to it.
  const [own, setOwn] = useState<{ readonly view: ListView; readonly key: string } | null>(null);
  const arrived = own?.key === key;
  const last = useRef(key);
  useEffect(() => {
    if (last.current === key) return;
    last.current = key;
    setOwn((now) => (now?.key === key ? now : null));
  }, [key]);
  const onView = useCallback(
    (view: ListView): void => {
      const texts = addressOf(view);
      const removed = Object.keys(viewTexts(query)).filter((name) => !(name in texts));
      setOwn({ view, key: JSON.stringify(viewTexts(texts)) });
      change({ ...Object.fromEntries(removed.map((name) => [name, null])), ...texts });
    },
    [change, query],
  );
  return {
    view: own === null ? said.view : own.view,
    onView,
    ignored: own === null || arrived ? said.ignored : [],
    isPlain: key === "{}",
  };
}

function viewTexts(query: QueryTexts): QueryTexts {
  const names = Object.keys(query).filter(isViewName).toSorted();
  return Object.fromEntries(names.map((name) => [name, query[name] ?? ""]));
}
