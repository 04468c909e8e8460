import { expect, test } from "vitest";
import fc from "fast-check";
import { collection } from "./collection.ts";
import { text } from "./fields.ts";
import { foldForSearch, searchAlternatives, searchTextOf } from "./search-text.ts";

const label = { en: "Label", tr: "Etiket" };
const notes = collection({
  name: "notes",
  title: { one: label, many: label },
  fields: {
    name: text({ label, max: 50, search: true }),
    secret: text({ label, max: 50 }),
    body: text({ label, max: 100_000, search: true }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{}], update: [{}] },
});

test.each([
  ["Işık", "isik"],
  ["IŞIK", "isik"],
  ["ışık", "isik"],
  ["İSTANBUL", "istanbul"],
  ["Çağrı Öztürk", "cagri ozturk"],
  ["Straße", "strasse"],
  ["STRASSE", "strasse"],
  ["Ærø Łódź", "aero lodz"],
  ["ΟΔΟΣ", "οδοσ"],
  ["οδός", "οδοσ"],
  ["don't — stop!", "don t stop"],
  ["  a\tb\n", "a b"],
  ["１２ ﬁn", "12 fin"],
  ["100%_x'; drop", "100 x drop"],
  ["Иван Й", "иван и"],
  ["漢字", "漢字"],
  ["", ""],
])("%j is searched as %j", (given, folded) => {
  expect(foldForSearch(given)).toBe(folded);
});

const anyText = fc.oneof(
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
    .map((units) => String.fromCharCode(...units)),
  fc.string({ unit: fc.constantFrom(..."aIıİiÇşßẞæΣς 9'\u0301😀𝐀"), maxLength: 200 }),
);

test("folding twice is folding once, and leaves letters, digits and single spaces only", () => {
  fc.assert(
    fc.property(anyText, (given) => {
      const folded = foldForSearch(given);
      expect(foldForSearch(folded)).toBe(folded);
      expect(folded).toMatch(/^([\p{L}\p{N}]+( [\p{L}\p{N}]+)*)?$/u);
      expect(folded.isWellFormed()).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("a text is found however it is capitalised", () => {
  const turkish = fc.string({ unit: fc.constantFrom(..."abcçdefgğhıiİIjkoöpsşuüyz 0ß") });
  fc.assert(
    fc.property(turkish, (given) => {
      const folded = foldForSearch(given);
      expect(foldForSearch(given.toUpperCase())).toBe(folded);
      expect(foldForSearch(given.toLocaleUpperCase("tr"))).toBe(folded);
      expect(foldForSearch(given.toLowerCase())).toBe(folded);
    }),
  );
});

test("the search text joins the searched fields only", () => {
  expect(searchTextOf(notes, { name: "Ada", secret: "x", body: "Koşu" })).toBe("ada kosu");
  expect(searchTextOf(notes, { name: null, secret: "x", body: "…" })).toBeNull();
});

test("a record is found by the beginning of each of its words", () => {
  const plain = fc.string({ unit: fc.constantFrom(..."abcIıİiÇşßæΣ漢 9'-") });
  fc.assert(
    fc.property(plain, fc.nat(), (name, at) => {
      const words = (searchTextOf(notes, { name, secret: null, body: null }) ?? "").split(" ");
      const query = name.slice(0, at % (name.length + 1));
      for (const token of searchAlternatives(query).flat()) {
        expect(words.filter((word) => word.startsWith(token))).not.toEqual([]);
      }
    }),
  );
});

test("endless words and texts are cut, in the record and in the query alike", () => {
  const long = "x".repeat(300);
  expect(foldForSearch(`${long} b`)).toBe(`${"x".repeat(64)} b`);
  const word = "漢𠀀".repeat(200);
  const folded = searchTextOf(notes, { name: null, secret: null, body: word });
  expect(folded).toBe("漢𠀀".repeat(32));
  expect(searchAlternatives(word)).toEqual([[folded]]);
  // One character here unfolds to eighteen.
  const swelling = "\ufdfa ".repeat(40_000);
  const much = searchTextOf(notes, { name: null, secret: null, body: swelling });
  expect(much?.length).toBeLessThanOrEqual(100_000);
  expect(foldForSearch(swelling).length).toBeGreaterThan(100_000);
});

test("a query has its words once each, and not thousands of them", () => {
  expect(searchAlternatives("Koşu  kosu, KOŞU park")).toEqual([["kosu", "park"]]);
  expect(searchAlternatives(" … ")).toEqual([]);
  const many = Array.from({ length: 5_000 }, (_, index) => `w${index}`).join(" ");
  expect(searchAlternatives(many).flat()).toHaveLength(12);
  expect(searchAlternatives(many.replaceAll(" ", "|")).flat()).toHaveLength(12);
});

test("a bar between words asks for any of them", () => {
  expect(searchAlternatives("Ayşe Ak | İPEK|…|")).toEqual([["ayse", "ak"], ["ipek"]]);
  expect(searchAlternatives("|")).toEqual([]);
});
