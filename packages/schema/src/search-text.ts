import type { Collection } from "./collection.ts";
import type { Content } from "./record.ts";

/**
 * A text as search sees it: lower case, without diacritics, the Turkish i's all alike, everything but
 * letters and digits a space. Both databases index this form, so both find the same.
 */
export function foldForSearch(text: string): string {
  return text
    .replace(/[İIı]/g, "i")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The folded text of all searched fields; null when they are empty. */
export function searchTextOf(collection: Collection, content: Content): string | null {
  let joined = "";
  for (const field of collection.searchFields) {
    const value = content[field];
    if (typeof value === "string") joined += `${value} `;
  }
  const folded = foldForSearch(joined);
  return folded === "" ? null : folded;
}

/** The words of what a person typed into a search box; each must be the beginning of a word found. */
export function searchTokens(query: string): string[] {
  const folded = foldForSearch(query);
  return folded === "" ? [] : [...new Set(folded.split(" "))];
}
