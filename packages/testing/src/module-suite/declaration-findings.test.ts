import type { Collection } from "@healthops/schema/collection";
import { collection } from "@healthops/schema/collection";
import { coreModule } from "@healthops/schema/core/core-module";
import { boolean, choice, instant, reference, set, text } from "@healthops/schema/fields";
import type { Module } from "@healthops/schema/module";
import { describe, expect, test } from "vitest";
import { sampleModule } from "../fixtures/sample-module.ts";
import {
  labelFindings,
  permissionFindings,
  scopeFindings,
  signatureFindings,
} from "./declaration-findings.ts";

const label = { en: "x", tr: "y" };

const good = collection({
  name: "goods",
  title: { one: label, many: label },
  fields: {
    personId: reference({ label, to: "people", required: true, fixed: true }),
    siteId: reference({ label, to: "sites" }),
    shared: boolean({ label, required: true, default: false }),
    level: choice({
      label,
      choices: { low: { en: "low", tr: "az" }, high: { en: "high", tr: "çok" } },
    }),
    tags: set({ label }),
    name: text({ label, max: 10 }),
  },
  scopes: [{ kind: "user", field: "personId" }],
  permissions: { create: [{ own: "personId" }], update: [{ site: "siteId" }] },
});

const moduleOf = (changes: Partial<Collection>): Module => ({
  name: "goods",
  title: label,
  collections: [{ ...good, ...changes }],
});

test("a sound module has no findings", () => {
  for (const module of [moduleOf({}), sampleModule]) {
    expect([
      ...scopeFindings(module),
      ...permissionFindings(module),
      ...labelFindings(module),
      ...signatureFindings(module),
    ]).toEqual([]);
  }
});

test.each<[string, Partial<Collection>]>([
  ["a title without Turkish", { title: { one: { en: "Good", tr: "" }, many: label } }],
  [
    "a field's label with spaces around it",
    { fields: { name: text({ label: { en: "x ", tr: "y" }, max: 1 }) } },
  ],
  [
    "a help without English",
    { fields: { name: text({ label, help: { en: " ", tr: "y" }, max: 1 }) } },
  ],
  [
    "a choice without Turkish",
    { fields: { name: choice({ label, choices: { a: { en: "a", tr: "" } } }) } },
  ],
  [
    "two choices that read the same",
    { fields: { name: choice({ label, choices: { a: label, b: { en: "z", tr: "y" } } }) } },
  ],
])("finds %s", (_title, changes) => {
  expect(labelFindings(moduleOf(changes))).toHaveLength(1);
});

test.each<[string, Partial<Collection>]>([
  ["a collection in no scope", { scopes: [] }],
  ["a user scope by a site", { scopes: [{ kind: "user", field: "siteId" }] }],
  ["a site scope by a person", { scopes: [{ kind: "site", field: "personId" }] }],
  ["a managers scope by an unknown field", { scopes: [{ kind: "managers", field: "nowhere" }] }],
  ["a user scope by the id of something else", { scopes: [{ kind: "user", field: "id" }] }],
  [
    "a condition on an unknown field",
    { scopes: [{ kind: "shared", when: { field: "gone", is: true } }] },
  ],
  [
    "a condition that a boolean never meets",
    { scopes: [{ kind: "shared", when: { field: "shared", is: "yes" } }] },
  ],
  [
    "a condition that a choice never meets",
    { scopes: [{ kind: "shared", when: { field: "level", is: "middle" } }] },
  ],
  [
    "a condition that a required field be empty",
    { scopes: [{ kind: "shared", when: { field: "shared", is: null } }] },
  ],
  ["listed scopes in a text", { scopes: [{ kind: "listed", field: "name" }] }],
])("finds %s", (_title, changes) => {
  expect(scopeFindings(moduleOf(changes))).toHaveLength(1);
});

test.each<[string, Partial<Collection>]>([
  ["records that nobody may create", { permissions: { create: [], update: [{}] } }],
  ["an owner that is a site", { permissions: { create: [{}], update: [{ own: "siteId" }] } }],
  [
    "a site that is a person",
    { permissions: { create: [{}], update: [{}], delete: [{ site: "personId" }] } },
  ],
])("finds %s", (_title, changes) => {
  expect(permissionFindings(moduleOf(changes)).length).toBeGreaterThan(0);
});

test("finds an owner that can be changed", () => {
  const personId = reference({ label, to: "people", required: true });
  expect(permissionFindings(moduleOf({ fields: { ...good.fields, personId } }))).toEqual([
    "goods.personId says whose record it is, so it must be fixed.",
  ]);
});

describe("[PSH8] who did something, and when", () => {
  const people = { label, to: "people" } as const;
  const setByHub = { field: "level", to: ["high"] };

  test("is set by the hub in every collection of the core", () => {
    expect(signatureFindings(coreModule)).toEqual([]);
  });

  test("is found where a writer could fill it in", () => {
    const fields = {
      ...good.fields,
      approvedBy: reference(people),
      approvedAt: instant({ label }),
      startedAt: instant({ label }),
    };
    expect(signatureFindings(moduleOf({ fields }))).toEqual([
      "goods.approvedBy says who or when, so it must be set by the hub.",
      "goods.approvedAt says who or when, so it must be set by the hub.",
    ]);
    const half = { ...fields, approvedBy: reference({ ...people, setByHub }) };
    expect(signatureFindings(moduleOf({ fields: half }))).toHaveLength(1);
    const signed = { ...half, approvedAt: instant({ label, setByHub }) };
    expect(signatureFindings(moduleOf({ fields: signed }))).toEqual([]);
  });

  test("may be evidence that stays, in records that only the hub makes", () => {
    const fields = { ...good.fields, mineBy: reference({ ...people, fixed: true }) };
    expect(signatureFindings(moduleOf({ fields }))).toHaveLength(1);
    const permissions = { create: [], update: [{}] };
    expect(signatureFindings(moduleOf({ fields, permissions }))).toEqual([]);
  });
});
