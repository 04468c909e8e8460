import { describe, expect, test } from "vitest";
import fc from "fast-check";
import {
  STORABLE_PATTERN,
  isStorable,
  shownName,
  storableJson,
  storableText,
  unstorableAt,
} from "./storable.ts";

/** Texts with NULs, lone and paired surrogates among ordinary ones. */
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom("\u0000", "\ud800", "\udfff", "😀", "İ", "e\u0301", "\\", "a"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  ),
});
const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    anyText,
    fc.constantFrom(null, true, 0, 1e308, Infinity, -Infinity),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(anyText, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

describe("text that every database keeps", () => {
  test("is all but NUL and halves of surrogate pairs; its normal form is left alone", () => {
    for (const text of ["", "Ayşe", "e\u0301", "é", "😀", "\u202e", "a\tb\n", "\ufffd\uffff"]) {
      expect(isStorable(text)).toBe(true);
      expect(storableText(text)).toBe(text);
    }
    for (const text of ["\u0000", "a\u0000b", "\ud800", "x\udc00", "\udc00\ud800"]) {
      expect(isStorable(text)).toBe(false);
    }
  });

  test("has a pattern for JSON Schema that says the same", () => {
    const pattern = new RegExp(STORABLE_PATTERN, "u");
    fc.assert(
      fc.property(anyText, (text) => {
        expect(pattern.test(text)).toBe(isStorable(text));
      }),
    );
  });

  test("is what is left when the rest is written out", () => {
    expect(storableText("a\u0000b\ud83dc😀")).toBe(String.raw`a\u0000b\ud83dc😀`);
    fc.assert(
      fc.property(anyText, (text) => {
        expect(isStorable(storableText(text))).toBe(true);
        expect(isStorable(shownName(text))).toBe(true);
      }),
    );
  });
});

describe("JSON that every database keeps", () => {
  test("is found out by the path of its first fault", () => {
    expect(unstorableAt({ a: 1, b: ["x", { c: "\u0000" }] })).toBe("b.1.c");
    expect(unstorableAt({ "\ud800": 1 })).toBe(String.raw`\ud800`);
    expect(unstorableAt("\u0000")).toBe("");
    expect(unstorableAt({ a: Infinity })).toBe("a");
    expect(unstorableAt({ a: [null, true, 1, "😀"] })).toBeNull();
  });

  test("is what is left when the rest is written out: nothing of it is dropped", () => {
    expect(storableJson({ "k\u0000": ["\ud800", Infinity, -0, { n: null }] })).toEqual({
      [String.raw`k\u0000`]: [String.raw`\ud800`, "Infinity", -0, { n: null }],
    });
    fc.assert(
      fc.property(anyJson, (value) => {
        const kept = storableJson(value);
        expect(unstorableAt(kept)).toBeNull();
        expect(unstorableAt(JSON.parse(JSON.stringify(kept)))).toBeNull();
      }),
    );
  });

  test("is kept as it is, `__proto__` too", () => {
    const value: unknown = JSON.parse('{"__proto__": {"a": "b"}, "c": [1, "d"]}');
    expect(JSON.stringify(storableJson(value))).toBe(JSON.stringify(value));
  });
});
