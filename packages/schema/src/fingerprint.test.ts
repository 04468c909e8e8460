import { expect, test } from "vitest";
import type { Collection } from "./collection.ts";
import { collection } from "./collection.ts";
import type { Fields } from "./field.ts";
import { choice, integer, text } from "./fields.ts";
import { fingerprint } from "./fingerprint.ts";

const label = { en: "Label", tr: "Etiket" };
const other = { en: "Other", tr: "Başka" };

function notes(fields: Fields, name = "notes"): Collection {
  return collection({
    name,
    title: { one: label, many: label },
    fields,
    scopes: [{ kind: "shared" }],
    permissions: { create: [{}], update: [{}] },
  });
}

const plain = { note: text({ label, max: 20 }), mood: choice({ label, choices: { good: label } }) };
const before = fingerprint([notes(plain)]);

test("[VER1] it is 16 hex digits, the same for the same declaration", () => {
  expect(before).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprint([notes({ ...plain })])).toBe(before);
});

test("[VER1] it is the same on every machine and version of the engine", () => {
  expect(before).toBe("e3144f04f68546a2");
});

test("[VER1] labels and the order of collections do not matter", () => {
  const relabelled = { ...plain, note: text({ label: other, max: 20, help: other }) };
  expect(fingerprint([notes(relabelled)])).toBe(before);
  const [a, b] = [notes(plain, "aa"), notes(plain, "bb")];
  expect(fingerprint([a, b])).toBe(fingerprint([b, a]));
});

test.each<[string, Fields]>([
  ["a new field", { ...plain, more: integer({ label }) }],
  ["a dropped field", { note: plain.note }],
  ["another kind", { ...plain, note: integer({ label }) }],
  ["another policy", { ...plain, note: text({ label, max: 20, merge: "arrival" }) }],
  ["a required field", { ...plain, note: text({ label, max: 20, required: true }) }],
  ["a new choice", { ...plain, mood: choice({ label, choices: { good: label, bad: label } }) }],
  ["another order of fields", { mood: plain.mood, note: plain.note }],
])("[VER1] %s changes it", (_, fields) => {
  expect(fingerprint([notes(fields)])).not.toBe(before);
});

test("[VER1] other scopes change it", () => {
  const scoped: Collection = { ...notes(plain), scopes: [{ kind: "user", field: "id" }] };
  expect(fingerprint([scoped])).not.toBe(before);
});
