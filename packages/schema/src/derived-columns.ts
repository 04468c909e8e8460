import { assert } from "@healthops/base/assert";
import { foldLetters, isAscii } from "@healthops/base/fold-letters";
import { ORDER_NAME, sortKeyOf } from "@healthops/base/sort-key";
import type { Collection } from "./collection.ts";
import type { ContentColumn } from "./columns.ts";
import { columnOf, contentColumns } from "./columns.ts";
import type { Content } from "./record.ts";
import { searchTextOf } from "./search-text.ts";

/**
 * A column of texts that hub and device compute from a record's own fields and keep beside them, so that
 * both databases order and find the same by their bytes alone. It never travels.
 */
export interface DerivedColumn {
  readonly column: string;
  /** It changes with these fields only. */
  readonly fields: readonly string[];
  of(content: Content): string | null;
}

/** Field columns never start with an underscore. */
const SORT = "_sort_";
const FOLD = "_fold_";
const NAME_LIMIT = 63;
const known = new WeakMap<Collection, readonly DerivedColumn[]>();

/** Stands for how the columns are computed: where it differs, they are computed anew. */
export const DERIVATION = `${ORDER_NAME} fold-1`;

/** What is computed for the records of a collection: search text, sort keys, folded texts. */
export function derivedColumns(collection: Collection): readonly DerivedColumn[] {
  const cached = known.get(collection);
  if (cached !== undefined) return cached;
  const columns: DerivedColumn[] = [];
  if (collection.searchFields.length > 0) {
    columns.push({
      column: "search_text",
      fields: collection.searchFields,
      of: (content) => searchTextOf(collection, content),
    });
  }
  for (const { field, column } of contentColumns(collection)) {
    if (!hasSortKey(collection, field)) continue;
    const text = (content: Content): string | null => {
      const value = content[field];
      return typeof value === "string" ? value : null;
    };
    columns.push(
      { column: named(SORT, column), fields: [field], of: (content) => keyOf(text(content)) },
      { column: named(FOLD, column), fields: [field], of: (content) => foldOf(text(content)) },
    );
  }
  known.set(collection, columns);
  return columns;
}

/** Whether a field's texts are put in alphabetical order: all but those that say otherwise [LST1]. */
export function hasSortKey(collection: Collection, field: string): boolean {
  const { kind, sorted } = collection.fields[field] ?? {};
  return kind === "text" && sorted !== "bytes";
}

/** The column that lists are sorted by for a field: its sort key where there is one. */
export function sortColumnOf(collection: Collection, field: string): ContentColumn {
  const column = columnOf(collection, field);
  return hasSortKey(collection, field) ? { ...column, column: SORT + column.column } : column;
}

/** Where `contains` looks first; empty where the text itself is as good. */
export function foldColumnOf(column: ContentColumn): Pick<ContentColumn, "column"> {
  return { column: FOLD + column.column };
}

function keyOf(text: string | null): string | null {
  return text === null ? null : sortKeyOf(text);
}

/** Nothing for the many texts that the databases fold by themselves. */
function foldOf(text: string | null): string | null {
  return text === null || isAscii(text) ? null : foldLetters(text);
}

function named(prefix: string, column: string): string {
  const name = prefix + column;
  assert(name.length <= NAME_LIMIT, `${column}: a text's name is at most ${NAME_LIMIT - 6} long`);
  return name;
}
