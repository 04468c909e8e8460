import { expect, expectTypeOf, test } from "vitest";
import type { Collection, ContentOf, RecordOf } from "./collection.ts";
import { collection } from "./collection.ts";
import type { Field } from "./field.ts";
import { boolean, choice, date, integer, json, number, reference, set, text } from "./fields.ts";

const label = { en: "Label", tr: "Etiket" };

const walks = collection({
  name: "walks",
  title: { one: label, many: label },
  fields: {
    note: text({ label, max: 20 }),
    name: text({ label, max: 20, required: true }),
    minutes: integer({ label, required: true, min: 0, max: 1000, unit: "min" }),
    weight: number({ label }),
    day: date({ label, required: true }),
    mood: choice({ label, required: true, choices: { good: label, bad: label } }),
    weather: choice({ label, choices: { sun: label, rain: label } }),
    ok: boolean({ label, required: true }),
    personId: reference({ label, to: "people", required: true }),
    tags: set({ label, required: true }),
    more: json<{ readonly a: number }>({ label }),
  },
  scopes: [{ kind: "user", field: "personId" }],
  permissions: { create: [{}], update: [{ own: "personId" }] },
});
type Walk = ContentOf<typeof walks>;

test("the TypeScript type of a record follows from its declaration", () => {
  expectTypeOf<Walk["note"]>().toEqualTypeOf<string | null>();
  expectTypeOf<Walk["name"]>().toEqualTypeOf<string>();
  expectTypeOf<Walk["minutes"]>().toEqualTypeOf<number>();
  expectTypeOf<Walk["weight"]>().toEqualTypeOf<number | null>();
  expectTypeOf<Walk["day"]>().toEqualTypeOf<string>();
  expectTypeOf<Walk["mood"]>().toEqualTypeOf<"good" | "bad">();
  expectTypeOf<Walk["weather"]>().toEqualTypeOf<"sun" | "rain" | null>();
  expectTypeOf<Walk["ok"]>().toEqualTypeOf<boolean>();
  expectTypeOf<Walk["personId"]>().toEqualTypeOf<string>();
  expectTypeOf<Walk["tags"]>().toEqualTypeOf<readonly string[]>();
  expectTypeOf<Walk["more"]>().toEqualTypeOf<{ readonly a: number } | null>();
  expectTypeOf<RecordOf<typeof walks>["version"]>().toEqualTypeOf<number>();
});

test("what a declaration leaves out gets its default", () => {
  expect(walks).toMatchObject({
    indexes: [],
    defaultSort: [],
    columns: Object.keys(walks.fields),
    titleField: "note",
    searchFields: [],
  });
  expect(walks.derive({})).toEqual({});
  expect(walks.check({})).toEqual([]);
});

function declare(name: string, fields: Record<string, Field>): Collection {
  const title = { one: label, many: label };
  const permissions = { create: [], update: [] };
  return collection({ name, title, fields, scopes: [{ kind: "shared" }], permissions });
}

test.each(["Walks", "walk-s", "1walks", "walks_", "", "walks;"])(
  "the collection name %j is a defect",
  (name) => {
    expect(() => declare(name, {})).toThrow("snake_case");
  },
);

test.each(["Note", "the_note", "1st", "id", "version", "createdAtUs", "constructor", "__proto__"])(
  "the field name %j is a defect",
  (name) => {
    const fields = Object.fromEntries([[name, text({ label, max: 9 })]]);
    expect(() => declare("walks", fields)).toThrow(`walks.${name}`);
  },
);

test.each<[string, () => Field]>([
  ["a counter that is no integer", () => number({ label, required: true, merge: "counter" })],
  ["a counter that may be empty", () => integer({ label, merge: "counter" })],
  ["a text that merges as a set", () => text({ label, max: 9, merge: "set" })],
  ["a choice of nothing", () => choice({ label, choices: {} })],
  ["a set of no choices", () => set({ label, choices: {} })],
  ["a min above max", () => integer({ label, min: 2, max: 1 })],
  ["half a decimal", () => number({ label, decimals: 0.5 })],
  ["a default of the wrong type", () => integer({ label, default: "1" })],
  ["a default outside of the limits", () => integer({ label, max: 5, default: 6 })],
  ["a default that is no choice", () => choice({ label, choices: { a: label }, default: "b" })],
  ["a text without room", () => text({ label, max: 0 })],
  ["a pattern that is none", () => text({ label, max: 9, pattern: { source: "(", label } })],
])("%s is a defect", (_, field) => {
  expect(() => declare("walks", { note: field() })).toThrow(Error);
});
