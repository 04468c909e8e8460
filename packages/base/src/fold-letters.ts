/** Letters that stand for themselves in Unicode, yet people type the plain ones for them. */
export const PLAIN_LETTERS: Readonly<Record<string, string>> = {
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

const ASCII = /^[\0-\x7f]*$/;
const TURKISH_I = /[İIı]/g;
const MARKS = /\p{M}+/gu;
const SPECIAL = new RegExp(`[${Object.keys(PLAIN_LETTERS).join("")}]`, "gu");

/** Whether folding does no more than to make letters small, which every database does by itself. */
export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/**
 * A text as people compare it who do not look closely: small letters, without diacritics, the Turkish
 * i's all alike. What search, `contains` and user names go by. Folding a folded text changes nothing.
 */
export function foldLetters(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .replace(TURKISH_I, "i")
    .normalize("NFKD")
    .replace(MARKS, "")
    .toLowerCase()
    .replace(SPECIAL, (letter) => PLAIN_LETTERS[letter] ?? letter);
}
