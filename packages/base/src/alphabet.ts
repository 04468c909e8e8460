import { PLAIN_LETTERS } from "./fold-letters.ts";

/**
 * What one character counts for when texts are put in order: its place, and what tells it from others
 * of that place only where all places are equal. One entry a letter: `ß` has two.
 */
export interface LetterOrder {
  readonly places: readonly string[];
  /** `NEUTRAL`, or the character of a diacritic or of another difference. */
  readonly accent: string;
  readonly isCapital: boolean;
}

/** How texts of an organisation are put in order: by a code of JavaScript's, or a pair of them as text. */
export type Alphabet = (character: number | string) => LetterOrder;

/** Below all other accents: a letter as it is. */
export const NEUTRAL = "\u0002";
/** A letter that another alphabet has behind a letter of this one comes behind all its words. */
const BEHIND = "\u007f";
const SPACE = "\u0002";
const FIRST_SIGN = 0x03;
const OTHER_SIGN = "\u0023";
const FIRST_LETTER = 0x41;
/** Where the codes of usual Latin letters end. */
const LATIN_END = 0x250;

/** Signs in the order in which dictionaries have them, before digits and letters. */
const SIGNS = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";
const ADDED: Readonly<Record<string, string>> = { ə: "e", ŋ: "n", þ: "z" };
const IGNORED = /^[\p{Cf}\p{Cc}]$/u;
const WHITE = /^\s$/u;
const WRITTEN = /^[\p{L}\p{N}\p{M}]$/u;
/** Marks of vowels in other scripts are letters of theirs; these are on top of letters. */
const DIACRITIC = /^[\p{Script=Inherited}&&\p{M}]$/v;
const NOTHING: LetterOrder = { places: [], accent: NEUTRAL, isCapital: false };

/** Turkish, with the Latin letters of other languages where a Turkish dictionary has them. */
export const TURKISH = alphabetOf("abcçdefgğhıijklmnoöpqrsştuüvwxyz");

/**
 * The order of an alphabet, given as its small letters. Case and diacritics that it does not name come
 * after; letters of other scripts stand behind it by their code points, signs and digits before it.
 */
export function alphabetOf(letters: string): Alphabet {
  const hasDotless = letters.includes("ı");
  const latinLetters = Array.from<LetterOrder | undefined>({ length: LATIN_END });
  const others = new Map<number, LetterOrder>();
  const place = (letter: string): string | null => {
    const at = letter.length === 1 ? letters.indexOf(letter) : -1;
    return at < 0 ? null : String.fromCharCode(FIRST_LETTER + at);
  };
  return (character) => (typeof character === "number" ? ofCode(character) : make(character));

  function ofCode(code: number): LetterOrder {
    // Lists of names ask for the same few letters over and over.
    if (code < LATIN_END) return (latinLetters[code] ??= make(String.fromCharCode(code)));
    let found = others.get(code);
    if (found === undefined) others.set(code, (found = make(String.fromCharCode(code))));
    return found;
  }

  function make(character: string): LetterOrder {
    const small = smallOf(character);
    const isCapital = small !== character;
    const own = place(small);
    if (own !== null) return { places: [own], accent: NEUTRAL, isCapital };
    if (IGNORED.test(character) && !WHITE.test(character)) return NOTHING;
    if (WHITE.test(character)) return { ...NOTHING, places: [SPACE] };
    const sign = SIGNS.indexOf(character);
    if (sign >= 0) return { ...NOTHING, places: [String.fromCharCode(FIRST_SIGN + sign)] };
    if (DIACRITIC.test(character)) return { ...NOTHING, accent: character };
    return latin(small, isCapital) ?? other(character, small, isCapital);
  }

  function smallOf(character: string): string {
    if (hasDotless && character === "I") return "ı";
    if (character === "İ") return "i";
    const small = character.toLowerCase();
    return small.length === character.length ? small : character;
  }

  /** A letter of this alphabet with marks on it, or one that stands for such letters. */
  function latin(small: string, isCapital: boolean): LetterOrder | null {
    const plain = PLAIN_LETTERS[small] ?? (small === "ı" ? "i" : null);
    const added = ADDED[small];
    if (added !== undefined) {
      const before = place(added);
      return before === null ? null : { places: [before + BEHIND], accent: NEUTRAL, isCapital };
    }
    if (plain !== null) return like(plain, small, isCapital);
    const parts = small.normalize("NFD");
    for (let end = parts.length - 1; end > 0; end -= 1) {
      const base = place(parts.slice(0, end).normalize("NFC"));
      if (base !== null) return { places: [base], accent: parts.slice(end, end + 1), isCapital };
    }
    const compatible = small.normalize("NFKD");
    return compatible === parts ? null : like(compatible, small, isCapital);
  }

  function like(plain: string, small: string, isCapital: boolean): LetterOrder | null {
    const places = [...plain].flatMap((one) => make(one).places);
    const isKnown = places.length > 0 && places.every((one) => one < "\u0080");
    return isKnown ? { places, accent: bmp(small), isCapital } : null;
  }
}

/** Signs before the digits, letters and digits of other scripts behind the alphabet. */
function other(character: string, small: string, isCapital: boolean): LetterOrder {
  const places = [WRITTEN.test(character) ? bmp(small) : OTHER_SIGN + bmp(character)];
  return { places, accent: NEUTRAL, isCapital };
}

/**
 * The character so that keys compare the same by their bytes and as JavaScript compares them: those
 * beyond the first 65,536, behind all others, as digits.
 */
function bmp(character: string): string {
  if (character.length === 1 && !/[\ud800-\udfff]/.test(character)) return character;
  return `\ufffd${(character.codePointAt(0) ?? 0).toString(16).padStart(6, "0")}`;
}
