import type { Collection } from "./collection.ts";
import type { Filter } from "./list/list-query.ts";
import type { Content } from "./record.ts";

/** Those that are offered for something new on a day (`YYYY-MM-DD`); null: all of them. */
export function offeredFilter(
  { offeredUntil }: Pick<Collection, "offeredUntil">,
  day: string,
): Filter | null {
  if (offeredUntil === null) return null;
  return {
    any: [
      { field: offeredUntil, op: "isEmpty", value: true },
      { field: offeredUntil, op: "gt", value: day },
    ],
  };
}

/** The same of one record. */
export function isOffered(
  { offeredUntil }: Pick<Collection, "offeredUntil">,
  content: Content,
  day: string,
): boolean {
  const until = offeredUntil === null ? null : content[offeredUntil];
  return typeof until !== "string" || until > day;
}
