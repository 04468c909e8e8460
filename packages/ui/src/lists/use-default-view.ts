import { isProblem } from "@healthops/base/problem";
import type { Collection } from "@healthops/schema/collection";
import { useEffect, useRef, useState } from "react";
import { useReplica } from "../data/replica-provider.tsx";
import { useTexts } from "../i18n/language-provider.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { LIST_TEXT } from "./list-text.ts";
import type { ListView } from "./list-view.ts";
import type { SavedView } from "./saved-view.ts";
import { savedViewOf } from "./saved-view.ts";

/** The saved view that a list opens with on this device. */
export interface DefaultView {
  readonly id: string | null;
  /** The one that this list opened with just now. */
  readonly applied: string | null;
  choose(saved: SavedView | null): void;
}

/** Opens the list with the person's default view, unless the address asks for something. */
export function useDefaultView(
  collection: Collection,
  isPlain: boolean,
  onView: (view: ListView) => void,
): DefaultView {
  const api = useReplica();
  const announce = useAnnounce();
  const texts = useTexts(LIST_TEXT);
  const [id, setId] = useState<string | null>(null);
  const [applied, setApplied] = useState<string | null>(null);
  const name = `default-view/${collection.name}`;
  // Only what the list opened with counts: whoever chooses `Everything` later means it.
  const wanted = useRef({ isPlain, onView });
  useEffect(() => {
    let left = false;
    const open = async (): Promise<void> => {
      const kept = await api.kept(name);
      if (left || typeof kept !== "string") return;
      setId(kept);
      const record = wanted.current.isPlain ? await api.get("saved_views", kept) : null;
      if (left || record === null) return;
      setApplied(kept);
      wanted.current.onView(savedViewOf(collection, record).view);
    };
    open().catch((error: unknown) => {
      // Without a session there is no list either, which says so itself.
      if (!isProblem(error)) announce.failed(error);
    });
    return () => {
      left = true;
    };
  }, [announce, api, collection, name]);
  const choose = (saved: SavedView | null): void => {
    setId(saved?.id ?? null);
    const said = saved === null ? texts.viewNoDefault : texts.viewDefault(saved.name);
    api.keep(name, saved?.id ?? null).then(() => announce.done(said), announce.failed);
  };
  return { id, applied, choose };
}
