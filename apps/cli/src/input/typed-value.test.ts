import type { Field } from "@healthops/schema/field";
import {
  boolean,
  choice,
  date,
  instant,
  integer,
  json,
  number,
  set,
  text,
} from "@healthops/schema/fields";
import { describe, expect, test } from "vitest";
import { typedValue } from "./typed-value.ts";

const label = { en: "Field", tr: "Alan" };
const KIND = choice({ label, choices: { walk: label, Run: label } });

describe("a typed value", () => {
  test.each<[Field, string, unknown]>([
    [text({ label, max: 9 }), "a b", "a b"],
    [text({ label, max: 9 }), "", null],
    [integer({ label }), "-12", -12],
    [number({ label }), "12.5", 12.5],
    [number({ label }), "1e3", 1000],
    [boolean({ label }), "Yes", true],
    [boolean({ label }), "0", false],
    [date({ label }), "2026-03-01", "2026-03-01"],
    [instant({ label }), "2026-03-01T08:30+03:00", "2026-03-01T05:30:00.000Z"],
    [KIND, "WALK", "walk"],
    [set({ label }), "b, a,,", ["b", "a"]],
    [json({ label }), '{"a":[1]}', { a: [1] }],
  ])("%# is read as its field's kind", (field, typed, value) => {
    expect(typedValue("it", field, typed)).toEqual(value);
  });

  test.each<[Field, string, RegExp]>([
    [integer({ label }), "1.5", /whole number/],
    [integer({ label }), "0x10", /whole number/],
    [number({ label }), "1,5", /decimal point/],
    [number({ label }), "NaN", /decimal point/],
    [number({ label }), "Infinity", /decimal point/],
    [boolean({ label }), "maybe", /true or false/],
    [instant({ label }), "2026-03-01T08:30", /2026-03-01T08:30Z/],
    [KIND, "swim", /walk, Run/],
    [json({ label }), "{a:1}", /JSON/],
  ])("%# is refused by its field's name, with what is allowed", (field, typed, allowed) => {
    expect(() => typedValue("it", field, typed)).toThrow(
      expect.objectContaining({
        code: "invalid_value",
        message: expect.stringMatching(allowed),
        faults: [expect.objectContaining({ field: "it" })],
      }),
    );
  });
});
