import { assert } from "@healthops/base/assert";

const NO_DIGIT = 0x80;
/** What a character of a UUID stands for. */
const DIGITS = new Uint8Array(256).fill(NO_DIGIT);
for (let digit = 0; digit < 16; digit++) DIGITS[digit.toString(16).charCodeAt(0)] = digit;
const UUID_characters = 36;

/** The 16 bytes of a UUID in its canonical form [REC1], written at `at`. */
export function putUuid(bytes: Uint8Array, at: number, uuid: string): void {
  let from = 0;
  let all = uuid.length === UUID_characters ? 0 : NO_DIGIT;
  for (let index = 0; index < 16; index++) {
    // Dashes stand before the fifth, seventh, ninth and eleventh byte.
    if (index === 4 || index === 6 || index === 8 || index === 10) from++;
    const high = DIGITS[uuid.charCodeAt(from)] ?? NO_DIGIT;
    const low = DIGITS[uuid.charCodeAt(from + 1)] ?? NO_DIGIT;
    all |= high | low;
    bytes[at + index] = (high << 4) | low;
    from += 2;
  }
  assert(all < NO_DIGIT, "an id is a UUID in its canonical form");
}
