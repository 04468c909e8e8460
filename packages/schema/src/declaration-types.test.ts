import { expect, test } from "vitest";
import { collection } from "./collection.ts";
import { choice, date, instant, reference, set, text } from "./fields.ts";
import { defineModule } from "./module.ts";
import { composeSchema } from "./schema.ts";
import { ruleFault } from "./validate/rule-fault.ts";

const label = { en: "Label", tr: "Etiket" };

const fields = {
  parentId: reference({ label, to: "parents" }),
  siteId: reference({ label, to: "sites", required: true }),
  name: text({ label, max: 20 }),
  tags: set({ label }),
  day: date({ label, required: true }),
  startsAt: instant({ label, required: true }),
  endsAt: instant({ label }),
  state: choice({ label, required: true, choices: { open: label, shut: label } }),
};

const BASE = {
  name: "walks",
  title: { one: label, many: label },
  fields,
  scopes: [{ kind: "site", field: "siteId" }],
  permissions: { create: [], update: [] },
} as const;

const TIMES = { from: "startsAt", to: "endsAt" } as const;

/** Declarations that the compiler refuses, and the start as well: what is wrong with each. */
const WRONG: readonly (readonly [string, () => unknown])[] = [
  [
    "follows by a field that is no reference",
    // @ts-expect-error -- a text refers to nothing
    () => collection({ ...BASE, follows: { by: "name", field: "siteId" } }),
  ],
  [
    "follows in a field that is not there",
    // @ts-expect-error -- no such field
    () => collection({ ...BASE, follows: { by: "parentId", field: "place" } }),
  ],
  [
    "noOverlap by a field that is not there",
    // @ts-expect-error -- no such field
    () => collection({ ...BASE, noOverlap: [{ by: ["roomId"], ...TIMES }] }),
  ],
  [
    "noOverlap from a day to a moment",
    // @ts-expect-error -- of two kinds
    () => collection({ ...BASE, noOverlap: [{ by: ["tags"], from: "day", to: "endsAt" }] }),
  ],
  [
    "noOverlap while a state that there is not",
    () =>
      collection({
        ...BASE,
        // @ts-expect-error -- no such choice
        noOverlap: [{ by: ["tags"], ...TIMES, while: { field: "state", is: ["gone"] } }],
      }),
  ],
  [
    "naturalKey of a field that is not there",
    // @ts-expect-error -- no such field
    () => collection({ ...BASE, naturalKey: ["code"] }),
  ],
  [
    "indexes of a field that is not there",
    // @ts-expect-error -- no such field
    () => collection({ ...BASE, indexes: [["siteId", "when"]] }),
  ],
  [
    "defaultSort of a field that is not there",
    // @ts-expect-error -- no such field
    () => collection({ ...BASE, defaultSort: [["when", "asc"]] }),
  ],
  [
    "columns of a field that is not there",
    // @ts-expect-error -- no such field
    () => collection({ ...BASE, columns: ["when"] }),
  ],
  [
    "titleField that is not there",
    // @ts-expect-error -- no such field
    () => collection({ ...BASE, titleField: "title" }),
  ],
  [
    "scopes of a field that is not there",
    // @ts-expect-error -- no such field
    () => collection({ ...BASE, scopes: [{ kind: "site", field: "regionId" }] }),
  ],
  [
    "permissions of a field that is not there",
    // @ts-expect-error -- no such field
    () => collection({ ...BASE, permissions: { create: [{ own: "ownerId" }], update: [] } }),
  ],
  [
    "about of a field that is not there",
    // @ts-expect-error -- no such field
    () => collection({ ...BASE, about: { collection: "kind", id: "parentId" } }),
  ],
];

test.each(WRONG)(
  "%s is told by the compiler, and at the start with a sentence",
  (_what, declare) => {
    expect(declare).toThrow(/walks/);
  },
);

test("a fault of a field that is not there is told by the compiler, and when it is found", () => {
  const walks = collection({
    ...BASE,
    // @ts-expect-error -- no such field
    check: () => [ruleFault("when", label)],
  });
  expect(() => walks.check({})).toThrow(/check of walks finds a fault of when/);
  const sound = collection({ ...BASE, check: () => [ruleFault("tags.0", label)] });
  expect(sound.check({})).toMatchObject([{ field: "tags.0" }]);
});

test("a pattern without words is told by the compiler", () => {
  // @ts-expect-error -- people do not read expressions
  const pattern: Parameters<typeof text>[0]["pattern"] = { source: "[a-z]" };
  expect(pattern).toBeDefined();
});

test.each<[string, object, RegExp]>([
  ["has no such field", { name: text({ label, max: 9 }) }, /siteId, a field that parents does not/],
  ["has another kind of it", { siteId: text({ label, max: 9 }) }, /siteId, which is of another/],
  ["may have it empty", { siteId: reference({ label, to: "sites" }) }, /siteId, which is required/],
])("a record that follows one that %s is a defect at the start", (_what, theirs, sentence) => {
  const parents = collection({ ...BASE, name: "parents", fields: { ...theirs }, scopes: [] });
  const walks = collection({ ...BASE, follows: { by: "parentId", field: "siteId" } });
  const modules = [defineModule({ name: "m", title: label, collections: [parents, walks] })];
  expect(() => composeSchema(modules)).toThrow(sentence);
});
