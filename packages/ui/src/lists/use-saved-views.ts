import type { Collection } from "@healthops/schema/collection";
import { savedViews } from "@healthops/schema/core/saved-views";
import { refusal } from "@healthops/schema/permission";
import { useMemo } from "react";
import { useList } from "../data/hooks.ts";
import { useIdentity } from "../data/identity.tsx";
import { useReplica } from "../data/replica-provider.tsx";
import { valueOr } from "../data/watched.ts";
import { useTexts } from "../i18n/language-provider.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { LIST_TEXT } from "./list-text.ts";
import type { ListView } from "./list-view.ts";
import type { SavedView } from "./saved-view.ts";
import { savedViewOf, storedView } from "./saved-view.ts";

/** More views of one list nobody looks through. */
const OFFERED = 100;

interface SavedViews {
  readonly views: readonly SavedView[];
  /** Saves the view under a name; the new one, or null when that failed. */
  add(name: string, view: ListView): Promise<string | null>;
  rename(saved: SavedView, name: string): void;
  /** Puts the view in the place of the saved one. */
  update(saved: SavedView, view: ListView): void;
  share(saved: SavedView, shared: boolean): void;
  remove(saved: SavedView): void;
  mayChange(saved: SavedView): boolean;
}

/** The saved views of a list: one's own, and those shared at the site. */
export function useSavedViews(collection: Collection): SavedViews {
  const api = useReplica();
  const announce = useAnnounce();
  const identity = useIdentity();
  const texts = useTexts(LIST_TEXT);
  const where = { field: "collection", op: "eq", value: collection.name } as const;
  const page = valueOr(useList("saved_views", { where, limit: OFFERED }), null);
  const views = useMemo(
    () => (page?.records ?? []).map((record) => savedViewOf(collection, record)),
    [collection, page],
  );
  const set = async (
    { id }: SavedView,
    fields: Readonly<Record<string, unknown>>,
    said: string,
  ): Promise<void> => {
    await api.mutate([{ op: "update", collection: "saved_views", id, fields }]);
    announce.done(said);
  };
  const remove = async ({ id, name }: SavedView): Promise<void> => {
    await api.mutate([{ op: "delete", collection: "saved_views", id }]);
    announce.done(texts.viewDeleted(name), async () => {
      await api.mutate([{ op: "restore", collection: "saved_views", id }]);
      announce.done(texts.viewSaved(name));
    });
  };
  return {
    views,
    add: async (name, view) => {
      const fields = {
        name,
        collection: collection.name,
        view: storedView(view),
        ownerId: identity.personId,
      };
      try {
        const made = await api.mutate([{ op: "create", collection: "saved_views", fields }]);
        announce.done(texts.viewSaved(name));
        return made.ids[0] ?? null;
      } catch (error) {
        announce.failed(error);
        return null;
      }
    },
    rename: (saved, name) => {
      set(saved, { name }, texts.viewSaved(name)).catch(announce.failed);
    },
    update: (saved, view) => {
      set(saved, { view: storedView(view) }, texts.viewSaved(saved.name)).catch(announce.failed);
    },
    share: (saved, shared) => {
      const said = shared ? texts.viewShared(saved.name) : texts.viewUnshared(saved.name);
      set(saved, { siteId: shared ? identity.siteId : null }, said).catch(announce.failed);
    },
    remove: (saved) => {
      remove(saved).catch(announce.failed);
    },
    mayChange: ({ id, ownerId, siteId }) => {
      const content = { ownerId, siteId };
      return refusal(savedViews, identity, "update", id, content, content) === null;
    },
  };
}
