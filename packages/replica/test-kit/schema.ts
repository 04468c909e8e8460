import { collection } from "@healthops/schema/collection";
import { boolean, integer, reference, set, text } from "@healthops/schema/fields";
import { defineModule } from "@healthops/schema/module";
import { composeSchema } from "@healthops/schema/schema";

const label = (word: string) => ({ en: word, tr: word });

/** Private to a person, shown to a site when shared; one field for each merge policy. */
export const entries = collection({
  name: "entries",
  title: { one: label("Entry"), many: label("Entries") },
  fields: {
    ownerId: reference({ label: label("Owner"), to: "people", required: true, fixed: true }),
    siteId: reference({ label: label("Site"), to: "sites", merge: "arrival" }),
    shared: boolean({ label: label("Shared"), required: true, default: false, merge: "arrival" }),
    title: text({ label: label("Title"), max: 80, required: true, min: 1, search: true }),
    note: text({ label: label("Note"), max: 400, merge: "arrival", search: true }),
    count: integer({ label: label("Count"), merge: "counter", default: 0, required: true }),
    tags: set({ label: label("Tags"), max: 20 }),
    double: integer({ label: label("Double"), derived: true }),
  },
  scopes: [
    { kind: "user", field: "ownerId" },
    { kind: "site", field: "siteId", when: { field: "shared", is: true } },
  ],
  permissions: { create: [{ own: "ownerId" }], update: [{ own: "ownerId" }] },
  indexes: [["ownerId", "title"]],
  defaultSort: [["title", "asc"]],
  derive: (content) => ({ double: content.count * 2 }),
  check: ({ title, note }) =>
    title === "forbidden" && note === null ? [{ field: "title", message: "needs a note." }] : [],
});

/** Parts of an entry: the child of a parent. */
export const parts = collection({
  name: "parts",
  title: { one: label("Part"), many: label("Parts") },
  fields: {
    ownerId: reference({ label: label("Owner"), to: "people", required: true, fixed: true }),
    entryId: reference({ label: label("Entry"), to: "entries", required: true }),
    title: text({ label: label("Title"), max: 80, required: true }),
  },
  scopes: [{ kind: "user", field: "ownerId" }],
  permissions: { create: [{ own: "ownerId" }], update: [{ own: "ownerId" }] },
});

/** Cards that everyone of a site reads and writes; they move between sites. */
export const cards = collection({
  name: "cards",
  title: { one: label("Card"), many: label("Cards") },
  fields: {
    siteId: reference({ label: label("Site"), to: "sites", required: true, merge: "arrival" }),
    title: text({ label: label("Title"), max: 80, required: true }),
    stock: integer({ label: label("Stock"), merge: "counter", default: 0, required: true }),
  },
  scopes: [{ kind: "site", field: "siteId", fromAnywhere: true }],
  permissions: { create: [{}], update: [{}] },
});

export const testSchema = composeSchema([
  defineModule({ name: "test", title: label("Test"), collections: [entries, parts, cards] }),
]);
