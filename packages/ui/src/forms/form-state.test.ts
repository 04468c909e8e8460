import { collection } from "@healthops/schema/collection";
import { integer, reference, set, text } from "@healthops/schema/fields";
import { describe, expect, it } from "vitest";
import {
  changes,
  entered,
  entriesOf,
  faultsOf,
  givenByPerson,
  startingValues,
  withEntries,
} from "./form-state.ts";

const batches = collection({
  name: "batches",
  title: { one: { en: "Batch", tr: "Parti" }, many: { en: "Batches", tr: "Partiler" } },
  fields: {
    name: text({ label: { en: "Name", tr: "Ad" }, required: true, min: 1, max: 20 }),
    stock: integer({
      label: { en: "Stock", tr: "Stok" },
      required: true,
      default: 0,
      merge: "counter",
    }),
    tags: set({ label: { en: "Tags", tr: "Etiketler" } }),
    ownerId: reference({ label: { en: "Owner", tr: "Sahip" }, to: "people", fixed: true }),
    doubled: integer({ label: { en: "Doubled", tr: "İki katı" }, derived: true }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{ own: "ownerId" }], update: [{}] },
  derive: ({ stock }) => ({ doubled: stock * 2 }),
});

const ME = {
  personId: "01890000-0000-7000-8000-0000000000a1",
  username: "a",
  displayName: "A",
  role: "USER" as const,
  duties: [],
  siteId: null,
  siteIds: [],
  workplaceIds: [],
};

describe("a form's state", () => {
  it("knows what a person entered, and puts it over a newer beginning", () => {
    const begun = startingValues(batches, null, {});
    const entries = entriesOf(batches, begun, { ...begun, name: "Rye", doubled: 9 });
    expect(entries).toEqual({ name: "Rye" });
    const newer = startingValues(batches, null, { stock: 4 });
    expect(withEntries(batches, newer, { ...entries, gone: 1 })).toEqual({
      ...newer,
      name: "Rye",
    });
  });

  it("begins a new record with defaults, what the person gives, and what follows from them", () => {
    const values = startingValues(batches, null, { stock: 4, ...givenByPerson(batches, ME) });
    expect(values).toEqual({ name: null, stock: 4, tags: null, ownerId: ME.personId, doubled: 8 });
  });

  it("sends everything but computed fields for a new record", () => {
    const values = { name: "A", stock: 1, tags: null, ownerId: null, doubled: 2 };
    expect(entered(batches, values)).toEqual({ name: "A", stock: 1, tags: null, ownerId: null });
    expect(faultsOf(batches, true, values)).toEqual([]);
    expect(faultsOf(batches, true, { ...values, name: null })).toHaveLength(1);
  });

  it("sends only what changed, counters as steps and sets as what came and went", () => {
    const seen = { name: "A", stock: 5, tags: ["cold", "new"], ownerId: ME.personId, doubled: 10 };
    expect(changes(batches, seen, seen)).toEqual({});
    const values = { ...seen, stock: 3, tags: ["new", "dry"], doubled: 6 };
    expect(changes(batches, seen, values)).toEqual({
      stock: { add: -2 },
      tags: { add: ["dry"], remove: ["cold"] },
    });
  });
});
