import { present } from "@healthops/base/assert";
import type { Collection } from "@healthops/schema/collection";
import { withDerived } from "@healthops/schema/content";
import type { FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import { changedValue } from "./delta.ts";

/**
 * The content after a mutation's fields were put onto it: plain values, `{add: n}` for counters,
 * `{add, remove}` for sets; derived fields are computed again. Pure; the fields are taken as valid.
 */
export function applyPatch(
  collection: Collection,
  content: Content,
  fields: Readonly<Record<string, unknown>>,
): Content {
  const patched: Record<string, FieldValue> = { ...content };
  for (const [name, change] of Object.entries(fields)) {
    const field = present(
      collection.fields[name],
      `${collection.name} declares a field of a patch`,
    );
    if (!field.derived) patched[name] = changedValue(field, content[name] ?? null, change);
  }
  return withDerived(collection, patched);
}
