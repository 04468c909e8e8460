import { expect, test } from "vitest";
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
import { formOf, listColumnsOf } from "./form.ts";

const label = { en: "Label", tr: "Etiket" };
const choices = { good: label, bad: label };
const samples = collection({
  name: "samples",
  title: { one: label, many: label },
  fields: {
    name: text({ label, required: true, min: 1, max: 20, help: label }),
    note: text({ label, max: 50, multiline: true }),
    minutes: integer({ label, required: true, min: 0, max: 1440, unit: "min" }),
    any: integer({ label }),
    weight: number({ label, min: 0.5, decimals: 1, unit: "kg" }),
    done: boolean({ label, required: true, default: false }),
    day: date({ label, min: "2000-01-01" }),
    at: instant({ label }),
    mood: choice({ label, choices }),
    personId: reference({ label, to: "people", required: true, fixed: true }),
    tags: set({ label, max: 5 }),
    moods: set({ label, choices }),
    more: json({ label }),
    hours: number({ label, required: true, derived: true }),
  },
  columns: ["day", "minutes", "done", "tags"],
  scopes: [{ kind: "shared" }],
  permissions: { create: [{}], update: [{}] },
});

const named = (name: string, purpose?: "create" | "edit") =>
  formOf(samples, purpose).find((field) => field.name === name);

test("a form has an input for each field, of its kind", () => {
  expect(formOf(samples).map((field) => [field.name, field.input])).toEqual([
    ["name", "text"],
    ["note", "textarea"],
    ["minutes", "number"],
    ["any", "number"],
    ["weight", "number"],
    ["done", "checkbox"],
    ["day", "date"],
    ["at", "datetime"],
    ["mood", "select"],
    ["personId", "record"],
    ["tags", "tags"],
    ["moods", "multiselect"],
    ["more", "json"],
    ["hours", "number"],
  ]);
});

test("limits, units and choices reach the input, technical limits do not", () => {
  expect(named("minutes")).toMatchObject({ min: 0, max: 1440, step: 1, unit: "min" });
  expect(named("weight")).toMatchObject({ min: 0.5, max: null, step: 0.1, unit: "kg" });
  expect(named("any")).toMatchObject({ min: null, max: null, unit: null });
  expect(named("name")).toMatchObject({ min: 1, max: 20, step: null, help: label });
  expect(named("day")).toMatchObject({ min: "2000-01-01" });
  expect(named("mood")?.choices?.map((choice) => choice.value)).toEqual(["good", "bad"]);
  expect(named("personId")).toMatchObject({ to: "people" });
});

test("a derived field is read-only, a fixed one once the record exists", () => {
  expect(named("hours", "create")).toMatchObject({ readOnly: true, required: false });
  expect(named("personId", "create")).toMatchObject({ readOnly: false, required: true });
  expect(named("personId")).toMatchObject({ readOnly: true });
  expect(named("name")).toMatchObject({ readOnly: false, required: true });
});

test("a checkbox is never required to be ticked", () => {
  expect(named("done")).toMatchObject({ required: false, default: false });
});

test("a list has the declared columns, numbers at the end side", () => {
  expect(
    listColumnsOf(samples).map((column) => [column.name, column.align, column.sortable]),
  ).toEqual([
    ["day", "start", true],
    ["minutes", "end", true],
    ["done", "center", true],
    ["tags", "start", false],
  ]);
});

test("every core collection describes its forms and lists", () => {
  for (const declared of coreModule.collections) {
    const fields = Object.keys(declared.fields);
    expect(formOf(declared).map((field) => field.name)).toEqual(fields);
    expect(listColumnsOf(declared).map((column) => column.name)).toEqual(declared.columns);
  }
});
