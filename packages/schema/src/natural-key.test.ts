import { derivedId } from "@healthops/base/ids";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { Collection } from "./collection.ts";
import { collection } from "./collection.ts";
import type { Field } from "./field.ts";
import {
  boolean,
  choice,
  date,
  instant,
  integer,
  json,
  number,
  reference,
  set,
  text,
} from "./fields.ts";
import { formOf } from "./form.ts";
import type { NaturalKeyName, NaturalKeyOf } from "./natural-key.ts";
import { idFromFields, keyFieldsOf, naturalId, withPlainKey } from "./natural-key.ts";
import type { Content } from "./record.ts";
import { validatorFor } from "./validate.ts";
import { keyTaken, naturalIdRefusal } from "./natural-key-problems.ts";

const label = { en: "Label", tr: "Etiket" };
const SITE = "018f0000-0000-7000-8000-00000000000c";
const common = {
  title: { one: label, many: label },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{}], update: [{}] },
} as const;

const fields = {
  day: date({ label: { en: "Day", tr: "Gün" }, required: true }),
  siteId: reference({ label: { en: "Region", tr: "İl" }, to: "sites" }),
  kind: choice({ label, required: true, choices: { half: label, whole: label } }),
  count: integer({ label, required: true, default: 1 }),
  code: text({ label: { en: "ID", tr: "Kod" }, required: true, min: 1, max: 4 }),
  open: boolean({ label, required: true, default: false }),
  weight: number({ label, required: true }),
  tags: set({ label, required: true }),
  more: json({ label, required: true }),
  note: text({ label, max: 20 }),
};
const plans = collection({ ...common, name: "plans", fields, naturalKey: ["day", "siteId?"] });
const codes = collection({ ...common, name: "codes", fields, naturalKey: ["code"] });

describe("[NAT1] what a declaration names as its key", () => {
  test("is known to TypeScript: plain values, the optional ones with a question mark", () => {
    type Name = NaturalKeyName<typeof fields>;
    expectTypeOf<"day" | "siteId?" | "kind" | "count" | "code" | "open">().toExtend<Name>();
    expectTypeOf<"siteId">().not.toExtend<Name>();
    expectTypeOf<"day?">().not.toExtend<Name>();
    expectTypeOf<"tags">().not.toExtend<Name>();
    expectTypeOf<"more">().not.toExtend<Name>();
    expectTypeOf<"missing">().not.toExtend<Name>();
    // @ts-expect-error: json is no key
    expect(() => collection({ ...common, name: "a", fields, naturalKey: ["more"] })).toThrow(
      "json",
    );
    // @ts-expect-error: there is no such field
    expect(() => collection({ ...common, name: "a", fields, naturalKey: ["dey"] })).toThrow("dey");
  });

  test("gives the type of a key, and its fields in their order", () => {
    expectTypeOf<NaturalKeyOf<typeof plans>>().toEqualTypeOf<{
      readonly day: string;
      readonly siteId: string | null;
    }>();
    expect(plans.naturalKey).toEqual(["day", "siteId"]);
    expect(Object.keys(plans.fields)).toEqual(Object.keys(fields));
    expect(collection({ ...common, name: "plain", fields }).naturalKey).toEqual([]);
  });

  test.each<[string, string[], Record<string, Field>, string]>([
    ["no field of the record", ["gone"], {}, "is a field of the record"],
    ["a number with digits", ["weight"], {}, "is a number"],
    ["a set", ["tags"], {}, "is a set"],
    ["json", ["more"], {}, "is a json"],
    ["one twice", ["day", "day"], {}, "named once"],
    ["an optional one as if it were required", ["siteId"], {}, "is required, or named"],
    ["a required one as if it were optional", ["day?"], {}, "without the question mark"],
    ["a computed one", ["d"], { d: date({ label, required: true, derived: true }) }, "is given by"],
    ["a stamp", ["at?"], { at: instant({ label, setByHub: true }) }, "is given by"],
    ["a counter", ["n"], { n: integer({ label, required: true, merge: "counter" }) }, "counts"],
    ["a long text", ["t"], { t: text({ label, required: true, max: 201 }) }, "at most 200"],
    ["a text that may be empty twice", ["t?"], { t: text({ label, max: 9 }) }, "no empty text"],
  ])("%s is a defect, told in a sentence", (_, naturalKey, further, sentence) => {
    const declare = () => keyFieldsOf("plans", { ...fields, ...further }, naturalKey);
    expect(declare).toThrow(sentence);
    expect(declare).toThrow("naturalKey of plans");
  });
});

describe("[NAT2] the id that follows from a key", () => {
  test("is that of the collection's name and the values in their order, empty for none", () => {
    const key = { day: "2028-01-01", siteId: null };
    expect(naturalId(plans, key)).toBe(derivedId("plans", "2028-01-01", ""));
    const own = { day: "2028-01-01", siteId: SITE };
    expect(naturalId(plans, own)).toBe(derivedId("plans", "2028-01-01", SITE));
  });

  test("is made of what a create gives, with defaults; not of what is missing or no value", () => {
    const id = naturalId(plans, { day: "2028-01-01", siteId: null });
    expect(idFromFields(plans, { day: "2028-01-01", note: "x" })).toBe(id);
    expect(idFromFields(plans, { day: "2028-01-01", siteId: null })).toBe(id);
    expect(idFromFields(plans, { siteId: SITE })).toBeNull();
    expect(idFromFields(plans, { day: {} })).toBeNull();
    const counted = collection({ ...common, name: "c", fields, naturalKey: ["count", "open"] });
    expect(idFromFields(counted, {})).toBe(derivedId("c", "1", "false"));
    expect(idFromFields(collection({ ...common, name: "plain", fields }), {})).toBeNull();
  });

  test("is one for texts that look the same", () => {
    const typed = withPlainKey(codes, { code: " u\u0308 ", note: " stays " });
    expect(typed).toEqual({ code: "ü", note: " stays " });
    expect(withPlainKey(codes, { code: 5 })).toEqual({ code: 5 });
  });

  test("is the only one of a new record; the refusal tells it and what it follows from", () => {
    const content = { day: "2028-01-01", siteId: null };
    const id = naturalId(plans, content);
    expect(naturalIdRefusal(plans, id, content)).toBeNull();
    const refused = naturalIdRefusal(plans, SITE, content);
    expect(refused).toMatchObject({
      code: "natural_id",
      status: 422,
      faults: [{ field: "id", allowed: id }],
    });
    expect(refused?.message).toContain("day and siteId");
    expect(naturalIdRefusal({ ...plans, naturalKey: [] }, SITE, content)).toBeNull();
  });
});

const said = (kind: Collection, content: Content) => keyTaken(kind, content, null).faults[0]?.label;

test("[NAT3] that there is one is said by the fields that say which, in both languages", () => {
  expect(said(plans, { day: "2028-01-01", siteId: null })).toEqual({
    en: "There is one for this day already.",
    tr: "Bu gün için zaten bir kayıt var.",
  });
  expect(said(plans, { day: "2028-01-01", siteId: SITE })).toEqual({
    en: "There is one for this day and region already.",
    tr: "Bu gün ve il için zaten bir kayıt var.",
  });
  expect(said(codes, { code: "N" })?.en).toBe("There is one for this ID already.");
  const hidden = keyTaken(plans, { day: "2028-01-01", siteId: SITE }, null);
  expect([hidden.extra, hidden.message.includes("2028")]).toEqual([{}, false]);
  const seen = keyTaken(plans, { day: "2028-01-01" }, { id: SITE, version: 3, href: "/p/1" });
  expect(seen).toMatchObject({ status: 409, extra: { id: SITE, version: 3, href: "/p/1" } });
});

test("[NAT5] a key is given at creation and stays: no form offers it, no update takes it", () => {
  const [fault] = validatorFor(plans).patch({ siteId: null });
  expect(fault).toMatchObject({ field: "siteId", message: expect.stringContaining("key") });
  const inputs = formOf(plans, "edit").filter(({ readOnly }) => readOnly);
  expect(inputs.map(({ name }) => name)).toEqual(["day", "siteId"]);
  expect(formOf(plans, "create").some(({ readOnly }) => readOnly)).toBe(false);
});
