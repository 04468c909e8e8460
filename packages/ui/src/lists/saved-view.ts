import type { Collection } from "@healthops/schema/collection";
import type { Content, StoredRecord } from "@healthops/schema/record";
import type { ListView } from "./list-view.ts";
import type { QueryTexts } from "./view-address.ts";
import { addressOf, viewOfAddress } from "./view-address.ts";

/** A view that somebody saved, as the list knows it. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  /** Null: its owner's alone. */
  readonly siteId: string | null;
  readonly view: ListView;
}

/** A view as it is stored: the same texts that stand in an address, so that fields may come and go. */
export function storedView(view: ListView): QueryTexts {
  return addressOf(view);
}

/** A record of `saved_views`, read with care. */
export function savedViewOf(collection: Collection, { id, content }: StoredRecord): SavedView {
  const { name, ownerId, siteId } = content;
  return {
    id,
    name: String(name ?? ""),
    ownerId: String(ownerId ?? ""),
    siteId: typeof siteId === "string" ? siteId : null,
    view: viewOfAddress(collection, textsOf(content)).view,
  };
}

/** Whether two views show the same. */
export function sameView(one: ListView, other: ListView): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf(view: ListView): string {
  const texts = addressOf(view);
  return JSON.stringify(
    Object.keys(texts)
      .toSorted()
      .map((name) => [name, texts[name]]),
  );
}

function textsOf({ view }: Content): QueryTexts {
  if (typeof view !== "object" || view === null || Array.isArray(view)) return {};
  return Object.fromEntries(
    Object.entries(view).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
