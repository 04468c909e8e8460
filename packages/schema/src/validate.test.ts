import { describe, expect, test } from "vitest";
import fc from "fast-check";
import {
  arbitraryContent,
  arbitraryFields,
  arbitraryPatch,
} from "@healthops/testing/arbitraries/content";
import { arbitraryFaultyFields, wrongValue } from "@healthops/testing/arbitraries/faulty";
import type { Collection } from "./collection.ts";
import { collection } from "./collection.ts";
import { completeContent } from "./content.ts";
import { coreModule } from "./core/core-module.ts";
import {
  boolean,
  choice,
  date,
  instant,
  integer,
  json,
  number,
  reference,
  set,
  text,
} from "./fields.ts";
import type { Content } from "./record.ts";
import { validatorFor } from "./validate.ts";

const CODE = { en: "two letters, then digits", tr: "iki harf, sonra rakamlar" };
const label = { en: "Label", tr: "Etiket" };
const choices = { good: label, bad: label };

/** One field of every kind and policy. */
const samples = collection({
  name: "samples",
  title: { one: label, many: label },
  fields: {
    name: text({ label, required: true, min: 1, max: 20 }),
    note: text({ label, max: 50, merge: "arrival" }),
    code: text({ label, max: 10, pattern: { source: "[a-z]{2}[0-9]*", label: CODE } }),
    minutes: integer({ label, required: true, min: 0, max: 1440, unit: "min" }),
    any: integer({ label }),
    stock: integer({ label, required: true, default: 0, merge: "counter" }),
    weight: number({ label, min: 0.5, max: 500, decimals: 1, unit: "kg" }),
    exact: number({ label, decimals: 6 }),
    done: boolean({ label, required: true, default: false }),
    day: date({ label, required: true, min: "2000-01-01" }),
    at: instant({ label }),
    mood: choice({ label, required: true, choices }),
    personId: reference({ label, to: "people", required: true, fixed: true }),
    tags: set({ label, max: 5 }),
    moods: set({ label, required: true, choices, merge: "review" }),
    more: json({ label, max: 300 }),
    hours: number({ label, required: true, derived: true }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{}], update: [{}] },
  derive: ({ minutes }) => ({ hours: minutes / 60 }),
});
const validator = validatorFor(samples);
const minimal = {
  name: "a",
  minutes: 5,
  day: "2026-03-01",
  mood: "good",
  personId: "018f0000-0000-7000-8000-00000000000a",
  moods: [],
};
const fieldsOf = (faults: readonly { field: string }[]) => faults.map((fault) => fault.field);

const all: readonly Collection[] = [samples, ...coreModule.collections];

describe.each(all)("$name", (declared) => {
  test("every valid create passes, and so does its completed content", () => {
    fc.assert(
      fc.property(arbitraryFields(declared), (fields) => {
        expect(validatorFor(declared).create(fields)).toEqual([]);
        const content = completeContent(declared, fields);
        expect(validatorFor(declared).content(content)).toEqual([]);
      }),
    );
  });

  test("[PSH5] a single fault in a create is named by its field", () => {
    fc.assert(
      fc.property(arbitraryFaultyFields(declared), ({ field, fields }) => {
        const faults = validatorFor(declared).create(fields);
        expect(fieldsOf(faults)).toEqual([field]);
        expect(faults[0]?.message).toMatch(/\w.*\.$/);
      }),
      { numRuns: 300 },
    );
  });

  test("every valid patch passes", () => {
    fc.assert(
      fc.property(arbitraryPatch(declared), (patch) => {
        expect(validatorFor(declared).patch(patch)).toEqual([]);
      }),
    );
  });

  test("[PSH5] a single fault in a patch or in content is named by its field", () => {
    const names = Object.keys(declared.fields).filter((name) => !declared.fields[name]?.derived);
    fc.assert(
      fc.property(
        fc.constantFrom(...names).chain((name) => {
          const field = declared.fields[name];
          return fc.tuple(
            fc.constant(name),
            field === undefined ? fc.anything() : wrongValue(field),
          );
        }),
        arbitraryContent(declared),
        ([name, value], content) => {
          expect(fieldsOf(validatorFor(declared).patch({ [name]: value }))).toEqual([name]);
          const whole = { ...content, [name]: value } as Content;
          expect(fieldsOf(validatorFor(declared).content(whole))).toEqual([name]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test("a create names each missing required field, in the declared order", () => {
  expect(fieldsOf(validator.create({}))).toEqual(Object.keys(minimal));
  expect(validator.create(minimal)).toEqual([]);
});

test.each([null, undefined, 1, "x", [], true])("fields that are %s are refused", (fields) => {
  expect(fieldsOf(validator.create(fields))).toEqual([""]);
  expect(fieldsOf(validator.patch(fields))).toEqual([""]);
});

test("a fault says what is allowed and never repeats what was given", () => {
  expect(validator.patch({ minutes: 100_000 })).toEqual([
    { field: "minutes", message: "Label must be 0 to 1440 min.", allowed: "0 to 1440 min" },
  ]);
  expect(validator.patch({ mood: "secret" })).toEqual([
    { field: "mood", message: "Label must be one of: good, bad.", allowed: "good, bad" },
  ]);
});

test("unknown fields are named, but not thousands of them", () => {
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`x${index}`, 1]));
  expect(validator.create({ ...minimal, ...many })).toHaveLength(10);
  expect(fieldsOf(validator.patch({ ["y".repeat(10_000)]: 1 }))).toEqual(["y".repeat(60)]);
});

test("names that JavaScript objects inherit are unknown fields", () => {
  for (const name of ["__proto__", "constructor", "toString"]) {
    const given: unknown = JSON.parse(`{"${name}": {"minutes": 1}}`);
    expect(fieldsOf(validator.patch(given))).toEqual([name]);
  }
});

test("characters are counted as people do, not in UTF-16 units", () => {
  expect(validator.patch({ name: "😀".repeat(20) })).toEqual([]);
  expect(fieldsOf(validator.patch({ name: "😀".repeat(21) }))).toEqual(["name"]);
});

test("a pattern must match the whole text", () => {
  expect(validator.patch({ code: "ab12" })).toEqual([]);
  expect(fieldsOf(validator.patch({ code: "ab12-" }))).toEqual(["code"]);
  expect(fieldsOf(validator.patch({ code: "ab12\n" }))).toEqual(["code"]);
});

test("what a pattern wants is said in its words, never by the expression", () => {
  const faults = validator.patch({ code: "ab12-" });
  expect(faults).toMatchObject([
    {
      allowed: CODE.en,
      message: expect.stringContaining(CODE.en),
      label: { en: `Written like this: ${CODE.en}.`, tr: `Şöyle yazılır: ${CODE.tr}.` },
    },
  ]);
  expect(JSON.stringify(faults)).not.toContain("[a-z]");
});

test.each([
  [0.1 + 0.2, false],
  [0.3, true],
  [123_456.123_456, true],
  [123_456.123_456_7, false],
  [999_999_999_999.1, true],
  [1e15, true],
  [-0, true],
])("six decimals: %s is accepted: %s", (exact, accepted) => {
  expect(validator.patch({ exact }).length === 0).toBe(accepted);
});

test.each([
  ["2024-02-29", true],
  ["2023-02-29", false],
  ["2100-02-29", false],
  ["2000-02-29", true],
  ["2026-04-31", false],
  ["2026-00-10", false],
  ["2026-10-00", false],
  ["1999-12-31", false],
  ["2026-10-10 ", false],
])("the day %s is accepted: %s", (day, accepted) => {
  expect(validator.patch({ day }).length === 0).toBe(accepted);
});

test("[MRG1] an update that changes nothing is refused", () => {
  expect(fieldsOf(validator.patch({}))).toEqual([""]);
});

test("a patch may not give fixed or derived fields, nor leave a value undefined", () => {
  expect(fieldsOf(validator.patch({ personId: minimal.personId }))).toEqual(["personId"]);
  expect(fieldsOf(validator.patch({ hours: 1 }))).toEqual(["hours"]);
  expect(fieldsOf(validator.patch({ note: undefined }))).toEqual(["note"]);
});

test.each([
  [{ add: 3 }, true],
  [{ add: -3 }, true],
  [3, false],
  [null, false],
  [{ add: 1.5 }, false],
  [{ add: "3" }, false],
  [{ add: 3, remove: 1 }, false],
  [{}, false],
])("[MRG3] a counter takes an amount to add: %j is accepted: %s", (stock, accepted) => {
  expect(validator.patch({ stock }).length === 0).toBe(accepted);
});

test.each([
  [{ add: ["a"], remove: ["b"] }, true],
  [{ add: ["a"] }, true],
  [{ remove: ["a"] }, true],
  [["a"], true],
  [null, true],
  [{}, false],
  [{ add: [] }, false],
  [{ add: ["a"], remove: ["a"] }, false],
  [{ add: ["a"], other: [] }, false],
  [{ add: "a" }, false],
  [{ add: ["1", "2", "3", "4", "5", "6"] }, false],
])("[MRG3] a set takes members to add and remove: %j is accepted: %s", (tags, accepted) => {
  expect(validator.patch({ tags }).length === 0).toBe(accepted);
});

test("[MRG3] a set that people review is changed as a whole only", () => {
  expect(fieldsOf(validator.patch({ moods: { add: ["good"] } }))).toEqual(["moods"]);
});

test("the collection's own rules run once the fields are valid, on the completed content", () => {
  const seen: unknown[] = [];
  const strict = {
    ...samples,
    check: (content: unknown) => {
      seen.push(content);
      return [{ field: "minutes", message: "Too many." }];
    },
  };
  expect(fieldsOf(validatorFor(strict).create({}))).toEqual(Object.keys(minimal));
  expect(seen).toEqual([]);
  expect(fieldsOf(validatorFor(strict).create(minimal))).toEqual(["minutes"]);
  expect(seen).toEqual([completeContent(samples, minimal)]);
});

test("a derived value outside of its limits is a fault of a create", () => {
  const wrong = { ...samples, derive: () => ({ hours: Number.NaN }) };
  expect(fieldsOf(validatorFor(wrong).create(minimal))).toEqual(["hours"]);
});
