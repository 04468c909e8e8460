import { foldLetters, isAscii } from "@healthops/base/fold-letters";
import type { Collection } from "./collection.ts";
import type { Content } from "./record.ts";

/** PostgreSQL refuses to index a megabyte of words; this many characters stay below it. */
const TEXT_MAX = 100_000;
/** PostgreSQL drops words of two kilobytes, SQLite does not; cut words are found the same on both. */
const WORD_MAX = 64;
/** Nobody types longer queries; it bounds the work of folding one. */
const QUERY_MAX = 1_000;
/** Each further word of a query costs an index lookup; nobody remembers more of them. */
const TOKENS_MAX = 12;

const LONG_WORD = new RegExp(`([^ ]{${WORD_MAX}})[^ ]+`, "gu");

/**
 * A text as search sees it: lower case, without diacritics, the Turkish i's all alike, everything but
 * letters and digits a space. Both databases index this form, so both find the same. Folding a
 * folded text changes nothing.
 */
export function foldForSearch(text: string): string {
  const folded = isAscii(text) ? foldAscii(text) : foldUnicode(text);
  return folded.length > WORD_MAX ? folded.replace(LONG_WORD, "$1") : folded;
}

/** The folded text of all searched fields; null when they are empty. */
export function searchTextOf(collection: Collection, content: Content): string | null {
  let joined = "";
  for (const field of collection.searchFields) {
    const value = content[field];
    if (typeof value === "string") joined += `${value} `;
  }
  const folded = foldForSearch(joined);
  if (folded.length > TEXT_MAX) return folded.slice(0, folded.lastIndexOf(" ", TEXT_MAX));
  return folded === "" ? null : folded;
}

/**
 * What a person typed into a search box: alternatives, of one of which every word must be the beginning of
 * a word found. A bar separates them: `ali | veli` finds both; without one all words are looked for. None:
 * everything is found.
 */
export function searchAlternatives(query: string): readonly (readonly string[])[] {
  const alternatives: string[][] = [];
  let left = TOKENS_MAX;
  for (const part of query.slice(0, QUERY_MAX).split("|")) {
    const folded = foldForSearch(part);
    if (folded === "" || left === 0) continue;
    const words = [...new Set(folded.split(" "))].slice(0, left);
    left -= words.length;
    alternatives.push(words);
  }
  return alternatives;
}

function foldAscii(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

function foldUnicode(text: string): string {
  return foldLetters(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
