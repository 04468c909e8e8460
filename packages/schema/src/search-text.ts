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

const ASCII = /^[\0-\x7f]*$/;
const LONG_WORD = new RegExp(`([^ ]{${WORD_MAX}})[^ ]+`, "gu");

/** Letters that stand for themselves in Unicode, yet people type the plain ones for them. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ħ: "h",
  ς: "σ",
};
const SPECIAL_LETTERS = new RegExp(`[${Object.keys(PLAIN_LETTERS).join("")}]`, "gu");

/**
 * A text as search sees it: lower case, without diacritics, the Turkish i's all alike, everything but
 * letters and digits a space. Both databases index this form, so both find the same. Folding a
 * folded text changes nothing.
 */
export function foldForSearch(text: string): string {
  const folded = ASCII.test(text) ? foldAscii(text) : foldUnicode(text);
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

/** The words of what a person typed into a search box; each must be the beginning of a word found. */
export function searchTokens(query: string): string[] {
  const folded = foldForSearch(query.slice(0, QUERY_MAX));
  return folded === "" ? [] : [...new Set(folded.split(" "))].slice(0, TOKENS_MAX);
}

function foldAscii(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

function foldUnicode(text: string): string {
  return text
    .replace(/[İIı]/g, "i")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(SPECIAL_LETTERS, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
