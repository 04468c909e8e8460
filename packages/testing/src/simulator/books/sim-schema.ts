import { collection } from "@healthops/schema/collection";
import type { Collection } from "@healthops/schema/collection";
import { choice, integer, json, number, reference, set, text } from "@healthops/schema/fields";
import { defineModule } from "@healthops/schema/module";

const label = { en: "Field", tr: "Alan" };
const title = { one: label, many: label };

/**
 * A record with a field of every merge policy that moves between scopes in every way: to another
 * site, another owner, hidden from its site, shown to all.
 */
export const cards = collection({
  name: "sim_cards",
  title,
  fields: {
    ownerId: reference({ label, to: "people", required: true, merge: "arrival" }),
    siteId: reference({ label, to: "sites", required: true, merge: "arrival" }),
    seenBy: choice({
      label,
      required: true,
      default: "site",
      choices: { owner: label, site: label, all: label },
      merge: "arrival",
    }),
    note: text({ label, max: 60, search: true }),
    place: text({ label, max: 60 }),
    colour: text({ label, max: 60, merge: "arrival" }),
    stock: integer({ label, required: true, default: 0, merge: "counter" }),
    tags: set({ label, required: true, default: [] }),
    detail: json({ label }),
    twice: number({ label, derived: true }),
  },
  scopes: [
    { kind: "user", field: "ownerId" },
    {
      kind: "site",
      field: "siteId",
      when: { field: "seenBy", is: "site" },
      fromAnywhere: true,
    },
    { kind: "managers", field: "siteId", fromAnywhere: true },
    { kind: "shared", when: { field: "seenBy", is: "all" } },
  ],
  permissions: {
    create: [{ own: "ownerId" }, { role: "MANAGER" }],
    update: [{ own: "ownerId" }, { site: "siteId" }],
  },
  indexes: [["siteId", "stock"]],
  derive: ({ stock }) => ({ twice: stock * 2 }),
});

/**
 * Records that are made, changed and deleted two at a time, in one group: whoever ever sees one of
 * them without the other, or with another value, saw half a group or half a checkpoint [PUL2].
 */
const twins = collection({
  name: "sim_twins",
  title,
  fields: {
    siteId: reference({ label, to: "sites", required: true, fixed: true }),
    pair: text({ label, max: 36, required: true, fixed: true }),
    value: integer({ label, required: true, merge: "arrival" }),
  },
  scopes: [{ kind: "site", field: "siteId" }],
  permissions: { create: [{ site: "siteId" }], update: [{ site: "siteId" }] },
});

/** The simulator's own module. */
export const simulationModule = defineModule({
  name: "simulation",
  title: label,
  collections: [cards, twins] as readonly Collection[],
});
