import { expectTypeOf, test } from "vitest";
import type { ContentOf, RecordOf } from "./collection.ts";
import { collection } from "./collection.ts";
import { boolean, choice, date, integer, json, number, reference, set, text } from "./fields.ts";

const label = { en: "Label", tr: "Etiket" };

const walks = collection({
  name: "walks",
  title: { one: label, many: label },
  fields: {
    note: text({ label, max: 20 }),
    name: text({ label, max: 20, required: true }),
    minutes: integer({ label, required: true, min: 0, max: 1000, unit: "min" }),
    weight: number({ label }),
    day: date({ label, required: true }),
    mood: choice({ label, required: true, choices: { good: label, bad: label } }),
    weather: choice({ label, choices: { sun: label, rain: label } }),
    ok: boolean({ label, required: true }),
    personId: reference({ label, to: "people", required: true }),
    tags: set({ label, required: true }),
    more: json<{ readonly a: number }>({ label }),
  },
  scopes: [{ kind: "user", field: "personId" }],
  permissions: { create: [{}], update: [{ own: "personId" }] },
});
type Walk = ContentOf<typeof walks>;

test("the TypeScript type of a record follows from its declaration", () => {
  expectTypeOf<Walk["note"]>().toEqualTypeOf<string | null>();
  expectTypeOf<Walk["name"]>().toEqualTypeOf<string>();
  expectTypeOf<Walk["minutes"]>().toEqualTypeOf<number>();
  expectTypeOf<Walk["weight"]>().toEqualTypeOf<number | null>();
  expectTypeOf<Walk["day"]>().toEqualTypeOf<string>();
  expectTypeOf<Walk["mood"]>().toEqualTypeOf<"good" | "bad">();
  expectTypeOf<Walk["weather"]>().toEqualTypeOf<"sun" | "rain" | null>();
  expectTypeOf<Walk["ok"]>().toEqualTypeOf<boolean>();
  expectTypeOf<Walk["personId"]>().toEqualTypeOf<string>();
  expectTypeOf<Walk["tags"]>().toEqualTypeOf<readonly string[]>();
  expectTypeOf<Walk["more"]>().toEqualTypeOf<{ readonly a: number } | null>();
  expectTypeOf<RecordOf<typeof walks>["version"]>().toEqualTypeOf<number>();
});
