import { Buffer } from "node:buffer";
import fc from "fast-check";
import { expect, test } from "vitest";
import { alphabetOf } from "./alphabet.ts";
import { compareText } from "./compare-text.ts";
import { sortKeyOf } from "./sort-key.ts";

/** "The order of Turkish names", as it was reported. */
const NAMES = [
  "ahmet küçük",
  "Ahmet Küçük",
  "Canan Ak",
  "Çağla Ak",
  "Gül Ak",
  "Ğ Ak",
  "Hale Ak",
  "Işıl Ak",
  "İnci Ak",
  "Jale Ak",
  "Oya Ak",
  "Öykü Ak",
  "Sena Ak",
  "Şule Ak",
  "Umut Ak",
  "Ümit Ak",
  "Veli Ak",
  "Zeki Ak",
];

test.each([
  ["names", NAMES],
  ["every letter", [..."abcçdefgğhıijklmnoöpqrsştuüvwxyz"]],
  ["capitals behind small letters of the same name only", ["ak", "AK", "aka", "AKB"]],
  ["accents behind the letter itself", ["kar", "kâr", "Kâr", "kara"]],
  ["letters of other languages", ["ae", "æ", "af", "e", "é", "ə", "f", "ss", "ß", "st", "z", "þ"]],
  ["signs, numbers, letters, other scripts", ["", " a", "-a", "😀", "9", "10", "a", "Ω", "Ж", "م"]],
  ["numbers by their value", ["Oda 2", "Oda 02", "Oda 10", "Oda 10b", "Oda 100", "Odalar"]],
  ["plates", ["06 AB 9", "06 AB 10", "6 BC 1", "34 AB 1"]],
  ["words, then letters", ["Ak Zeki", "Akan Ali", "Ak-Zeki"].toSorted(compareText)],
])("sorts %s", (_, expected) => {
  expect(expected.toReversed().toSorted(compareText)).toEqual(expected);
});

test("letters written in two characters are where they are in one", () => {
  for (const name of NAMES) expect(sortKeyOf(name.normalize("NFD"))).toBe(sortKeyOf(name));
});

test("another language's alphabet is a line of letters", () => {
  const swedish = alphabetOf("abcdefghijklmnopqrstuvwxyzåäö");
  const words = ["Zeta", "Åre", "Ängel", "öl"];
  const sorted = words.toReversed().toSorted((a, b) => {
    return sortKeyOf(a, swedish) < sortKeyOf(b, swedish) ? -1 : 1;
  });
  expect(sorted).toEqual(words);
});

test("agrees with the collation of Unicode about Turkish texts", () => {
  const collator = new Intl.Collator("tr", { numeric: true });
  const letters = [..."abcçdefgğhıijklmnoöprsştuüvyzqwxABCÇIİOÖSŞUÜâîûé 0129-'.(,"];
  const word = fc.string({ unit: fc.constantFrom(...letters), maxLength: 8 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(compareText(a, b)).toBe(Math.sign(collator.compare(a, b)));
    }),
    { numRuns: 3000 },
  );
});

test("keys compare by their bytes as JavaScript compares them, are storable and short", () => {
  const any = fc.string({ unit: "binary", maxLength: 300 });
  fc.assert(
    fc.property(any, any, (a, b) => {
      const [x, y] = [sortKeyOf(a), sortKeyOf(b)];
      expect(Math.sign(Buffer.compare(Buffer.from(x), Buffer.from(y)))).toBe(
        x === y ? 0 : x < y ? -1 : 1,
      );
      expect(x).not.toContain("\0");
      expect(x.isWellFormed()).toBe(true);
      expect(Buffer.byteLength(x)).toBeLessThan(2_000);
    }),
    { numRuns: 2000 },
  );
});
