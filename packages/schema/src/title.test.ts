import { expect, test } from "vitest";
import { collection } from "./collection.ts";
import { people } from "./core/people.ts";
import { integer, json, text } from "./fields.ts";
import { titleOf } from "./title.ts";

const label = { en: "Label", tr: "Etiket" };
const common = {
  title: { one: label, many: label },
  scopes: [{ kind: "shared" }],
  permissions: { create: [], update: [] },
} as const;

test("a record is named by its declared title field", () => {
  expect(titleOf(people, { username: "ada", displayName: "Ada Lovelace " })).toBe("Ada Lovelace");
});

test("a record is named by its first text field when none is declared", () => {
  const fields = {
    more: json({ label }),
    count: integer({ label }),
    note: text({ label, max: 9 }),
  };
  const notes = collection({ ...common, name: "notes", fields });
  expect(titleOf(notes, { more: {}, count: 3, note: "x" })).toBe("x");
});

test("a number names a record too", () => {
  const fields = { count: integer({ label }) };
  const counts = collection({ ...common, name: "counts", fields, titleField: "count" });
  expect(titleOf(counts, { count: 0 })).toBe("0");
});

test("a record without a title has none", () => {
  expect(titleOf(people, { displayName: " " })).toBeNull();
  expect(titleOf(people, { displayName: null })).toBeNull();
  const plain = collection({ ...common, name: "plain", fields: { more: json({ label }) } });
  expect(titleOf(plain, { more: { a: 1 } })).toBeNull();
});
