import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { Compile } from "typebox/schema";
import {
  arbitraryContent,
  arbitraryFields,
  arbitraryPatch,
} from "@healthops/testing/arbitraries/content";
import { arbitraryFaultyFields } from "@healthops/testing/arbitraries/faulty";
import type { Collection } from "./collection.ts";
import { collection } from "./collection.ts";
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
import { jsonSchemaOf } from "./json-schema.ts";
import { daysOfYears } from "./json-schema/patterns.ts";
import { validatorFor } from "./validate.ts";

const CODE = { en: "two letters, then digits", tr: "iki harf, sonra rakamlar" };
const label = { en: "Label", tr: "Etiket" };
const help = { en: "Help.", tr: "Yardım." };
const choices = { good: label, bad: label };
const samples = collection({
  name: "samples",
  title: { one: { en: "Sample", tr: "Örnek" }, many: label },
  fields: {
    name: text({ label, required: true, min: 1, max: 20, help }),
    code: text({ label, max: 10, pattern: { source: "[a-z]{2}[0-9]*", label: CODE } }),
    minutes: integer({ label, required: true, min: 0, max: 1440, unit: "min", default: 5 }),
    stock: integer({ label, required: true, default: 0, merge: "counter" }),
    weight: number({ label, min: 0.5, max: 500, decimals: 1 }),
    done: boolean({ label, required: true, default: false }),
    day: date({ label, required: true }),
    at: instant({ label }),
    mood: choice({ label, choices }),
    personId: reference({ label, to: "people", required: true, fixed: true }),
    tags: set({ label, max: 5 }),
    moods: set({ label, required: true, choices, merge: "review" }),
    more: json({ label, max: 300 }),
    needed: json({ label, required: true }),
    hours: number({ label, derived: true }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{}], update: [{}] },
  derive: ({ minutes }) => ({ hours: minutes / 60 }),
});
const all: readonly Collection[] = [samples, ...coreModule.collections];

/** As it arrives over the wire: what JSON cannot hold never reaches the schema. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test.each([
  [1900, 9999, ["1899", "0363"], ["1900", "1999", "2000", "9999"]],
  [1890, 2034, ["1889", "2035", "1000"], ["1890", "1899", "1900", "1999", "2009", "2034"]],
  [2026, 2026, ["2025", "2027"], ["2026"]],
  [1, 9999, ["0000"], ["0001", "0010", "9999"]],
])("days of the years %s to %s", (first, last, outside, within) => {
  const pattern = new RegExp(daysOfYears(first, last), "u");
  for (const year of outside) expect(`${year}-01-01`).not.toMatch(pattern);
  for (const year of within) expect(`${year}-01-01`).toMatch(pattern);
});

describe.each(all)("$name", (declared) => {
  test("the schemas accept every valid record, create and patch", () => {
    const meta = {
      id: "018f0000-0000-7000-8000-00000000000a",
      version: 1,
      createdAt_us: 1,
      updatedAt_us: 2,
    };
    const record = Compile(jsonSchemaOf(declared, "record"));
    const create = Compile(jsonSchemaOf(declared, "create"));
    const patch = Compile(jsonSchemaOf(declared, "patch"));
    const given = fc.tuple(
      arbitraryContent(declared),
      arbitraryFields(declared),
      arbitraryPatch(declared),
    );
    fc.assert(
      fc.property(given, ([content, fields, changes]) => {
        expect(record.Errors(sent({ ...meta, ...content }))[1]).toEqual([]);
        expect(create.Errors(sent(fields))[1]).toEqual([]);
        expect(patch.Errors(sent(changes))[1]).toEqual([]);
      }),
    );
  });

  test("the schema of a create refuses nothing that the validator accepts", () => {
    const create = Compile(jsonSchemaOf(declared, "create"));
    fc.assert(
      fc.property(arbitraryFaultyFields(declared), ({ field, fields }) => {
        // What the hub sets is no one's to give: the engine refuses it by who claims it [PSH8], not by its value.
        fc.pre(declared.fields[field]?.setByHub === undefined);
        fc.pre(!Object.values(fields).some((value) => typeof value === "bigint"));
        const given = sent(fields);
        const accepted = validatorFor(declared).create(given).length === 0;
        expect(accepted && !create.Check(given)).toBe(false);
      }),
    );
  });
});

test("a create requires what has no default and takes no derived field", () => {
  const schema = jsonSchemaOf(samples, "create");
  expect(schema["required"]).toEqual(["name", "day", "personId", "moods", "needed"]);
  expect(schema["properties"]).not.toHaveProperty("hours");
  expect(schema["additionalProperties"]).toBe(false);
});

test("a patch requires nothing, yet changes something, and takes no fixed field", () => {
  const schema = jsonSchemaOf(samples, "patch");
  expect(schema).toMatchObject({ required: [], minProperties: 1 });
  expect(schema["properties"]).not.toHaveProperty("personId");
  const patch = Compile(schema);
  expect(patch.Check({})).toBe(false);
  expect(patch.Check({ stock: { add: 2 } })).toBe(true);
  expect(patch.Check({ stock: 2 })).toBe(false);
  expect(patch.Check({ tags: { add: ["a"] } })).toBe(true);
  expect(patch.Check({ moods: { add: ["good"] } })).toBe(false);
});

test("titles, descriptions, units and limits reach the page that people read", () => {
  expect(jsonSchemaOf(samples, "create")).toMatchObject({ title: "Sample: new" });
  expect(jsonSchemaOf(samples, "record")["properties"]).toMatchObject({
    name: { type: "string", minLength: 1, maxLength: 20, title: "Label", description: "Help." },
    minutes: { minimum: 0, maximum: 1440, default: 5, "x-unit": "min" },
    weight: { type: ["number", "null"], description: "Digits after the decimal point: 1." },
    mood: { type: ["string", "null"], enum: ["good", "bad", null] },
    personId: { format: "uuid", description: "Id of a record of people. Stays as it was created." },
    hours: { readOnly: true },
    version: { type: "integer", readOnly: true },
  });
});
