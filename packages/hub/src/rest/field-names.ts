import type { Collection } from "@healthops/schema/collection";
import { invalidQuery } from "@healthops/schema/list/parse-list-query";

/** Meta fields whose name in the API (a moment as text) differs from the list's (microseconds). */
const LIST_NAMES: Readonly<Record<string, string>> = {
  createdAt: "createdAt_us",
  updatedAt: "updatedAt_us",
};
const META = ["id", "version", ...Object.keys(LIST_NAMES)];

/** Names of the meta fields of a record in the API. */
export const META_NAMES: readonly string[] = META;

/** Names by which the API knows a record's fields, meta fields first. */
export function fieldNames(collection: Collection): readonly string[] {
  return [...META, ...Object.keys(collection.fields)];
}

/** A field's name as list queries know it; a Problem `invalid_query` for an unknown one. */
export function listFieldOf(collection: Collection, name: unknown, path: string): string {
  const names = fieldNames(collection);
  if (typeof name !== "string" || !names.includes(name)) {
    throw invalidQuery(path, "There is no such field", names.join(", "));
  }
  return LIST_NAMES[name] ?? name;
}

/** Whether a list's field holds microseconds that the API shows as a moment. */
export function isMoment(listField: string): boolean {
  return Object.values(LIST_NAMES).includes(listField);
}
