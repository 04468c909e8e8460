import type { Collection } from "../collection.ts";
import type { ContentColumn } from "../columns.ts";
import { columnOf } from "../columns.ts";
import { sortColumnOf } from "../derived-columns.ts";
import type { Direction, ListQuery } from "./list-query.ts";

/** One column that a list is sorted by. */
export interface SortKey {
  /** Of a text the one with its sort key [LST1]. */
  readonly column: ContentColumn;
  readonly direction: Direction;
}

/**
 * The whole order of a list: what was asked for or the collection's own, then the id in the last
 * field's direction, so that no two records are equal and one index walks the order. Newest first
 * (ids grow with time) when there is no order at all.
 */
export function orderOf(
  collection: Collection,
  query: Pick<ListQuery, "sort">,
): readonly SortKey[] {
  const asked = query.sort ?? [];
  const sort = asked.length > 0 ? asked : collection.defaultSort;
  const keys: SortKey[] = [];
  for (const [field, direction] of sort) {
    keys.push({ column: sortColumnOf(collection, field), direction });
    // Nothing is left to sort after the id.
    if (field === "id") return keys;
  }
  keys.push({ column: columnOf(collection, "id"), direction: keys.at(-1)?.direction ?? "desc" });
  return keys;
}
