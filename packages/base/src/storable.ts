/*
 * What every database keeps as it is. PostgreSQL refuses NUL in a text and in JSON, and a half of a
 * surrogate pair has no UTF-8: a value that holds either can be neither written nor found. Integers
 * beyond a column's width fail there too. So both are refused at the door, by these rules.
 */

/** Whether every database keeps this text: no NUL, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

/** The same as a pattern of JSON Schema, which is read with the `u` flag. */
export const STORABLE_PATTERN = String.raw`^[^\u0000\ud800-\udfff]*$`;
/**
 * The same for readers of the API's document, in other languages too: their engines refuse a pattern that
 * names halves of pairs, which no well-formed message holds.
 */
export const WRITTEN_PATTERN = String.raw`^[^\u0000]*$`;

/** Largest value of a four-byte integer column. */
export const INT4_MAX = 2 ** 31 - 1;
/** Largest whole number that JSON, JavaScript and eight-byte columns keep exactly. */
export const SAFE_MAX = Number.MAX_SAFE_INTEGER;
/** The last moment that a clock of JavaScript can tell, epoch ms. */
export const MOMENT_MAX_ms = 8_640_000_000_000_000;

const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** The text with each character that cannot be stored written out, as JSON writes it: `\u0000`. */
export function storableText(text: string): string {
  if (isStorable(text)) return text;
  return text.replaceAll(
    UNSTORABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * Where a JSON value first holds a text, key or number (1e400 was none) that cannot be stored, as a path
 * with dots; null when all of it can. The path itself can be shown and stored.
 */
export function unstorableAt(value: unknown): string | null {
  if (typeof value === "string") return isStorable(value) ? null : "";
  if (typeof value === "number") return Number.isFinite(value) ? null : "";
  if (typeof value !== "object" || value === null) return null;
  // Nearly always nothing is found, and then no path is built.
  for (const [key, member] of Object.entries(value)) {
    if (!isStorable(key)) return shownName(key);
    const below = unstorableAt(member);
    if (below !== null) return below === "" ? shownName(key) : `${shownName(key)}.${below}`;
  }
  return null;
}

/** The value with every text and key written so that it can be stored. */
export function storableJson(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  // JSON has no other number; written as null it would be lost.
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(storableJson);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [storableText(key), storableJson(member)]),
  );
}

const NAME_SHOWN = 60;

/** A name that somebody else chose, short enough and fit to be repeated to them and stored. */
export function shownName(name: string): string {
  return storableText(name.slice(0, NAME_SHOWN));
}
