import type { Alphabet, LetterOrder } from "./alphabet.ts";
import { NEUTRAL, TURKISH } from "./alphabet.ts";

/** Names the order, so that what was put in another one is done anew. */
export const ORDER_NAME = "tr-1";

/** So many characters decide on a text's place. It keeps keys short enough for every index. */
const KEY_CHARACTERS_MAX = 100;
/** Below every place and every accent. */
const NEXT_LEVEL = "\u0001";
const CAPITAL = "\u0003";
const NUMBER = "\u0024";
const ZERO = 0x30;
/** From here on letters may be written in several ways. */
const COMPOSED = /[\u0300-\uffff]/;

/**
 * A text that sorts by its bytes as people expect the given one in a list: alphabetically, whatever the
 * case; numbers within by their value; then by accents, then small letters before capitals. Hub and
 * device keep it beside the text, so that both list in one order [LST1].
 */
export function sortKeyOf(text: string, alphabet: Alphabet = TURKISH): string {
  let written = text.length > 4 * KEY_CHARACTERS_MAX ? text.slice(0, 4 * KEY_CHARACTERS_MAX) : text;
  if (COMPOSED.test(written)) written = written.normalize("NFC");
  const key = new KeyWriter();
  let count = 0;
  for (let at = 0; at < written.length && count < KEY_CHARACTERS_MAX; count += 1) {
    const code = written.charCodeAt(at);
    if (isDigit(code)) {
      const end = endOfNumber(written, at);
      key.number(written, at, end);
      count += end - at - 1;
      at = end;
    } else {
      const wide = code >= 0xd800 && code <= 0xdbff;
      key.letter(alphabet(wide ? written.slice(at, at + 2) : code));
      at += wide ? 2 : 1;
    }
  }
  return key.done();
}

/** Three levels: where the letters stand, their accents, their case; nothing is said of usual ends. */
class KeyWriter {
  #places = "";
  #accents = "";
  #cases = "";
  #letters = 0;

  letter({ places, accent, isCapital }: LetterOrder): void {
    if (places.length === 0) {
      // A mark on the letter before it.
      if (accent !== NEUTRAL && this.#letters > 0) {
        this.#accents = withMark(this.#accents, this.#letters - 1, accent);
      }
      return;
    }
    if (accent !== NEUTRAL) this.#accents = withMark(this.#accents, this.#letters, accent);
    for (let at = 0; at < places.length; at += 1) {
      this.#places += places[at];
      if (isCapital) this.#cases = withMark(this.#cases, this.#letters, CAPITAL);
      this.#letters += 1;
    }
  }

  /** Longer numbers are greater: how many digits there are, without zeros before, goes first. */
  number(text: string, start: number, end: number): void {
    let first = start;
    while (first < end && text.charCodeAt(first) === ZERO) first += 1;
    this.#places += NUMBER + String.fromCharCode(ZERO + end - first) + text.slice(first, end);
    if (first > start) {
      this.#accents = withMark(
        this.#accents,
        this.#letters,
        String.fromCharCode(3 + first - start),
      );
    }
    this.#letters += 1;
  }

  done(): string {
    if (this.#cases !== "") {
      return this.#places + NEXT_LEVEL + this.#accents + NEXT_LEVEL + this.#cases;
    }
    return this.#accents === "" ? this.#places : this.#places + NEXT_LEVEL + this.#accents;
  }
}

/** The level with a mark at one letter, those before it filled up. */
function withMark(level: string, at: number, mark: string): string {
  if (level.length === at) return level + mark;
  return level.slice(0, at).padEnd(at, NEUTRAL) + mark;
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && end - start < KEY_CHARACTERS_MAX && isDigit(text.charCodeAt(end))) {
    end += 1;
  }
  return end;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= ZERO + 9;
}
