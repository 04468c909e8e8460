import type { Collection } from "./collection.ts";
import type { Content } from "./record.ts";

/**
 * The text that names a record to a person: the value of the collection's title field; null when it
 * is empty, so that the screen can say so in its language.
 */
export function titleOf(collection: Collection, content: Content): string | null {
  const value = content[collection.titleField] ?? null;
  if (value === null || typeof value === "object") return null;
  const title = String(value).trim();
  return title === "" ? null : title;
}
