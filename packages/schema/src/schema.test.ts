import { expect, test } from "vitest";
import { collection } from "./collection.ts";
import { duty } from "./duty.ts";
import type { Duty } from "./duty.ts";
import { reference, text } from "./fields.ts";
import { defineModule } from "./module.ts";
import type { Grant } from "./permission.ts";
import { collectionNamed, composeSchema } from "./schema.ts";
import type { ScopeRule } from "./scope.ts";
import { validatorFor } from "./validate.ts";

const label = { en: "Label", tr: "Etiket" };

function moduleOf(name: string, to = "people") {
  const notes = collection({
    name,
    title: { one: label, many: label },
    fields: { note: text({ label, max: 20 }), personId: reference({ label, to }) },
    scopes: [{ kind: "shared" }],
    permissions: { create: [{}], update: [{}] },
  });
  return defineModule({ name: `${name}_module`, title: label, collections: [notes] });
}

test("a schema holds the core's collections and those of its modules", () => {
  const schema = composeSchema([moduleOf("notes")]);
  expect([...schema.collections.keys()]).toEqual([
    "sites",
    "people",
    "conflicts",
    "saved_views",
    "notes",
  ]);
  expect(schema.moduleOf.get("notes")).toBe("notes_module");
  expect(schema.moduleOf.get("people")).toBe("core");
});

test("[VER1] its version changes with its modules, not with their order", () => {
  const [a, b] = [moduleOf("aa"), moduleOf("bb")];
  expect(composeSchema([a, b]).version).toBe(composeSchema([b, a]).version);
  expect(composeSchema([a]).version).not.toBe(composeSchema([a, b]).version);
});

test("two collections of one name are a defect", () => {
  expect(() => composeSchema([moduleOf("notes"), moduleOf("notes")])).toThrow("declared twice");
  expect(() => composeSchema([moduleOf("people")])).toThrow("declared twice");
});

test("a reference to a collection that no module declares is a defect", () => {
  expect(() => composeSchema([moduleOf("notes", "nowhere")])).toThrow("notes.personId");
  expect(() => composeSchema([moduleOf("aa", "bb"), moduleOf("bb")])).not.toThrow();
});

test("an unknown collection is a problem that names the known ones", () => {
  const schema = composeSchema([]);
  expect(collectionNamed(schema, "sites").name).toBe("sites");
  expect(() => collectionNamed(schema, "toString")).toThrow(
    expect.objectContaining({
      code: "unknown_collection",
      status: 404,
      message: expect.stringContaining("sites, people, conflicts"),
    }),
  );
});

const NURSE = duty({ name: "nurse", label, scoped: true });
const GUARD = duty({ name: "guard", label });

/** A ward's module: who holds its records, who writes them, and the duties that it declares. */
function ward(duties: readonly Duty[], scope: ScopeRule<"siteId">, grant: Grant<"siteId"> = {}) {
  const charts = collection({
    name: "charts",
    title: { one: label, many: label },
    fields: { siteId: reference({ label, to: "sites" }) },
    scopes: [scope],
    permissions: { create: [grant], update: [] },
  });
  return defineModule({ name: "ward", title: label, collections: [charts], duties });
}

const FOR_NURSES: ScopeRule<"siteId"> = { kind: "duty", duty: NURSE.name, field: "siteId" };

test("people may have the duties that the modules declare, and sites use the modules that have records", () => {
  const only = defineModule({ name: "doors", title: label, collections: [], duties: [GUARD] });
  const schema = composeSchema([ward([NURSE], FOR_NURSES), only]);
  expect([...schema.duties.keys()]).toEqual(["nurse", "guard"]);
  const person = { username: "ada", displayName: "Ada", role: "USER" };
  const check = validatorFor(collectionNamed(schema, "people"));
  expect(check.create({ ...person, duties: ["nurse", "guard"] })).toEqual([]);
  expect(check.create({ ...person, duties: ["doctor"] })).toMatchObject([
    { field: "duties", allowed: "guard, nurse" },
  ]);
  const site = validatorFor(collectionNamed(schema, "sites"));
  expect(site.create({ name: "Van", modules: ["ward"] })).toEqual([]);
  expect(site.create({ name: "Van", modules: ["doors"] })).toMatchObject([{ field: "modules" }]);
});

test("a duty that no module declares, or that has no scope, is a defect that says where", () => {
  expect(() => composeSchema([ward([NURSE], FOR_NURSES)])).not.toThrow();
  expect(() => composeSchema([ward([GUARD], FOR_NURSES)])).toThrow("charts is held by nurse");
  expect(() =>
    composeSchema([ward([GUARD], { kind: "duty", duty: GUARD.name, field: "siteId" })]),
  ).toThrow("declare it as scoped");
  expect(() => composeSchema([ward([NURSE], { kind: "shared" }, { duty: GUARD.name })])).toThrow(
    "charts is written by guard",
  );
  expect(() => composeSchema([ward([NURSE, NURSE], FOR_NURSES)])).toThrow("declared twice");
  const head = duty({ name: "head", label, implies: [GUARD.name] });
  expect(() => composeSchema([ward([NURSE, head], FOR_NURSES)])).toThrow("head brings along guard");
  const work = { ...ward([NURSE], FOR_NURSES), workOf: [GUARD.name] };
  expect(() => composeSchema([work])).toThrow("ward is the work of guard");
  expect(() => duty({ name: "Head nurse", label })).toThrow("small letters");
});

test("the name of a duty comes from its declaration: any text is none", () => {
  // @ts-expect-error nobody declared it
  const grant: Grant = { duty: "nurse" };
  // @ts-expect-error nobody declared it
  const rule: ScopeRule = { kind: "duty", duty: "nurse", field: "siteId" };
  expect([grant.duty, rule.kind]).toEqual(["nurse", "duty"]);
});
