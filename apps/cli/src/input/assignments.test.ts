import { collection } from "@healthops/schema/collection";
import { integer, number, set, text } from "@healthops/schema/fields";
import { describe, expect, test } from "vitest";
import { createFields, patchFields } from "./assignments.ts";

const label = { en: "Field", tr: "Alan" };
const cards = collection({
  name: "cards",
  title: { one: label, many: label },
  fields: {
    name: text({ label, max: 100 }),
    stock: integer({ label, required: true, default: 0, merge: "counter" }),
    tags: set({ label }),
    doubled: number({ label, derived: true }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{}], update: [{}] },
});

describe("field=value", () => {
  test("gives a new record plain values; only the first equals sign divides", () => {
    expect(createFields(cards, ["name=a=b", "stock=3", "tags=x,y"])).toEqual({
      name: "a=b",
      stock: 3,
      tags: ["x", "y"],
    });
  });

  test("counts and takes members in and out when a record is changed [MRG3]", () => {
    expect(patchFields(cards, ["stock=-2", "tags=+x,-y", "name="])).toEqual({
      stock: { add: -2 },
      tags: { add: ["x"], remove: ["y"] },
      name: null,
    });
    expect(patchFields(cards, ["tags=x,y"])).toEqual({ tags: ["x", "y"] });
  });

  test.each([
    [["stock=5"], /step, such as \+5/],
    [["tags=+x,y"], /either \+member/],
    [["nome=x"], /no field of cards; give name, stock, tags\./],
    [["name"], /form field=value/],
    [["name=a", "name=b"], /given twice/],
  ])("is refused with what is allowed: %j", (texts, message) => {
    expect(() => patchFields(cards, texts)).toThrow(message);
  });
});
