import type { Collection } from "@healthops/schema/collection";
import type { Direction, FieldFilter, ListQuery } from "@healthops/schema/list/list-query";

/** How somebody looks at a list; plain data, to be kept in an address or a saved view. */
export interface ListView {
  readonly search: string;
  /** All of them hold. */
  readonly filters: readonly FieldFilter[];
  /** Null: the collection's own order. */
  readonly sort: readonly [field: string, direction: Direction] | null;
  /** Names of the columns in order; null: the collection's own. */
  readonly columns: readonly string[] | null;
}

export const PLAIN_VIEW: ListView = { search: "", filters: [], sort: null, columns: null };

/** The query of a view, within what the screen shows anyway (`within`, its own condition). */
export function queryOf(view: ListView, within?: ListQuery["where"]): ListQuery {
  const conditions = [...(within === undefined ? [] : [within]), ...view.filters];
  return {
    ...(conditions.length === 0 ? {} : { where: { all: conditions } }),
    ...(view.search.trim() === "" ? {} : { search: view.search }),
    ...(view.sort === null ? {} : { sort: [view.sort] }),
  };
}

/** The sort after a click on a column's head: up, down, and back to the collection's own. */
export function nextSort(sort: ListView["sort"], field: string): ListView["sort"] {
  if (sort === null || sort[0] !== field) return [field, "asc"];
  return sort[1] === "asc" ? [field, "desc"] : null;
}

/** The order that shows: the view's, else the first of the collection's. */
export function shownSort(view: ListView, collection: Collection): ListView["sort"] {
  return view.sort ?? collection.defaultSort[0] ?? null;
}
