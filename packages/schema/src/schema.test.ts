import { expect, test } from "vitest";
import { collection } from "./collection.ts";
import { reference, text } from "./fields.ts";
import { defineModule } from "./module.ts";
import { collectionNamed, composeSchema } from "./schema.ts";

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
