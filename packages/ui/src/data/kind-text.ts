import type { Collection } from "@healthops/schema/collection";
import { savedViews } from "@healthops/schema/core/saved-views";
import type { FieldValue } from "@healthops/schema/field";
import type { Language } from "../i18n/texts/language.ts";

type Collections = ReadonlyMap<string, Pick<Collection, "title">>;

/** Whether a field holds the name of a kind of record, as conflicts and saved views do. */
function namesKind(collection: Collection, field: string): boolean {
  const own = collection.name === savedViews.name ? "collection" : null;
  return field === own || field === collection.about?.collection;
}

/**
 * What people call the kind of record whose name stands in a field: `timesheet_entries` are timesheet
 * entries. Null for any other field, and for a kind that this app does not know.
 */
export function kindText(
  collection: Collection,
  field: string,
  value: FieldValue | undefined,
  collections: Collections,
  language: Language,
): string | null {
  if (typeof value !== "string" || !namesKind(collection, field)) return null;
  return collections.get(value)?.title.many[language] ?? null;
}
