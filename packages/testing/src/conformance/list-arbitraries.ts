import fc from "fast-check";
import type { Arbitrary } from "fast-check";
import { present } from "@healthops/base/assert";
import { collection } from "@healthops/schema/collection";
import { columnOf } from "@healthops/schema/columns";
import type { FieldValue } from "@healthops/schema/field";
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
} from "@healthops/schema/fields";
import { isSortable, listedFields, operatorsOf } from "@healthops/schema/list/field-rules";
import type { FieldFilter, Filter, ListQuery } from "@healthops/schema/list/list-query";
import { defineModule } from "@healthops/schema/module";
import type { StoredRecord } from "@healthops/schema/record";
import { composeSchema } from "@healthops/schema/schema";

const label = { en: "x", tr: "x" };

/** A collection with every kind of field, each required and optional, and every kind of scope rule. */
export const samples = collection({
  name: "samples",
  title: { one: label, many: label },
  fields: {
    name: text({ label, max: 100, required: true, search: true }),
    note: text({ label, max: 100, search: true }),
    count: integer({ label, required: true }),
    points: integer({ label }),
    weight: number({ label, required: true }),
    height: number({ label }),
    done: boolean({ label, required: true }),
    liked: boolean({ label }),
    day: date({ label, required: true }),
    due: date({ label }),
    startedAt: instant({ label, required: true }),
    endedAt: instant({ label }),
    level: choice({ label, required: true, choices: { low: label, high: label, Mid: label } }),
    mood: choice({ label, choices: { good: label, bad: label } }),
    personId: reference({ label, to: "people", required: true }),
    siteId: reference({ label, to: "sites" }),
    tags: set({ label }),
    // A word that SQL and `json_each` use themselves.
    key: set({ label, required: true, default: [] }),
    order: json({ label }),
  },
  scopes: [
    { kind: "user", field: "personId" },
    { kind: "site", field: "siteId", when: { field: "done", is: true } },
    { kind: "managers", field: "siteId" },
    { kind: "shared", when: { field: "mood", is: "good" } },
    { kind: "listed", field: "tags" },
  ],
  permissions: { create: [{}], update: [{}] },
  indexes: [["personId", "day"], ["due"], ["level", "points"]],
  defaultSort: [["day", "desc"]],
});

export const sampleSchema = composeSchema([
  defineModule({ name: "samples", title: label, collections: [samples] }),
]);

export const ids = Array.from(
  { length: 6 },
  (_, at) => `0190a000-000${at}-7000-8000-00000000000${at}`,
);
const TAGS = ["shared", `site:${ids[0]}`, "ğ", "a b", `"quoted"`];
/** Texts that compare, fold or escape differently where something is wrong. */
const TEXTS = Array.from("aAbBzZ%_\\'\"ğĞıİiIßé~").concat(
  ["", "a%b", "a_b", "a\\b", "aXb", "A%B", "%_\\", "abc", "ABD", "\u{1F600}", "\uFFFD", "\uE000"],
  ["çay", "Çay", "cay", "Ğ", "öykü", "Öykü Ak", "oy", "u\u0308", "â", "Ж", "ه", "oda 2", "oda 10"],
  ["İstanbul", "ISPARTA", "12e5x", "12e5", "5e2a 0e1", "x; drop table samples --", "running far"],
);
const NUMBERS = [-1.5, 0, 0.1, 0.25, 1, 1.05, 2.5, 10, 99.99, 1e9];
const WHOLE = [-7, -1, 0, 1, 2, 10, 4_000_000_000, Number.MAX_SAFE_INTEGER];
const DAYS = ["1999-12-31", "2024-02-29", "2024-12-30", "2026-01-01", "2026-03-01", "2026-03-02"];
const MOMENTS = DAYS.flatMap((day) => [`${day}T00:00:00.000Z`, `${day}T23:59:59.999Z`]);

/** A value that a field of the samples may hold and be compared with; few, so that many are equal. */
function valueOf(field: string): Arbitrary<FieldValue> {
  const { kind } = columnOf(samples, field);
  switch (kind) {
    case "text":
      return fc.constantFrom(...TEXTS);
    case "integer":
      return fc.constantFrom(...WHOLE.filter((value) => field !== "version" || value < 1e9));
    case "number":
      return fc.constantFrom(...NUMBERS);
    case "boolean":
      return fc.boolean();
    case "date":
      return fc.constantFrom(...DAYS);
    case "instant":
      return fc.constantFrom(...MOMENTS);
    case "reference":
      return fc.constantFrom(...ids);
    case "choice":
      return fc.constantFrom(
        ...present(samples.fields[field as "level"].choices, "a choice").map(({ value }) => value),
      );
    case "set":
      return fc.subarray([...TAGS].toSorted());
    case "json":
      return fc.constantFrom<FieldValue>({ a: 1 }, [], "x", 0, false);
  }
}

const content = fc.record(
  Object.fromEntries(
    Object.entries(samples.fields).map(([field, { required }]) => [
      field,
      required ? valueOf(field) : fc.option(valueOf(field), { freq: 3 }),
    ]),
  ),
  { noNullPrototype: true },
);

/** Records with different ids. */
export function arbitraryRecords(count: number): Arbitrary<readonly StoredRecord[]> {
  const record = fc.record({
    id: fc.uuid({ version: 7 }),
    version: fc.integer({ min: 1, max: 3 }),
    createdAt_us: fc.integer({ min: 1, max: 3 }),
    updatedAt_us: fc.integer({ min: 1, max: 2 ** 52 }),
    content,
  });
  return fc.uniqueArray(record, { minLength: count, maxLength: count, selector: ({ id }) => id });
}

const fields = listedFields(samples);

const fieldFilter: Arbitrary<FieldFilter> = fc
  .constantFrom(
    ...fields.flatMap((field) =>
      operatorsOf(columnOf(samples, field).kind).map((op) => ({ field, op })),
    ),
  )
  .chain(({ field, op }) => operandOf(field, op).map((value) => ({ field, op, value })));

function operandOf(field: string, op: FieldFilter["op"]): Arbitrary<FieldValue> {
  if (op === "isEmpty") return fc.boolean();
  if (op === "in") return fc.array(valueOf(field), { maxLength: 3 });
  if (op === "between") return fc.tuple(valueOf(field), valueOf(field));
  if (op === "eq" || op === "ne") return fc.option(valueOf(field), { freq: 6 });
  if (columnOf(samples, field).kind === "set") return fc.constantFrom(...TAGS, "none");
  return valueOf(field);
}

const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: "small", maxDepth: 5, withCrossShrink: true },
    fieldFilter,
    fc.array(tie("filter"), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie("filter"), { maxLength: 3 }).map((any) => ({ any })),
  ),
}));

const sort = fc
  .shuffledSubarray(
    fields.filter((field) => isSortable(columnOf(samples, field).kind)),
    { minLength: 1, maxLength: 3 },
  )
  .chain((chosen) =>
    fc.tuple(
      ...chosen.map((field) =>
        fc.constantFrom<"asc" | "desc">("asc", "desc").map((way) => [field, way] as const),
      ),
    ),
  );

/** Any list of the samples, without limit and place. */
export const arbitraryList: Arbitrary<ListQuery> = fc.record(
  {
    where: filter,
    search: fc.constantFrom(
      "a",
      "i",
      "ist",
      "İS",
      "12e5x",
      "5E",
      "running",
      "run f",
      "b a",
      "ist | run f | zzz",
      "a|12e5x",
      " | i |",
      "zzz",
      "'",
      " ",
    ),
    sort,
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** Scopes that a person may hold. */
export const arbitraryScopes: Arbitrary<readonly string[]> = fc.subarray([
  "shared",
  ...ids.slice(0, 3).map((id) => `user:${id}`),
  ...ids.slice(0, 3).map((id) => `site:${id}`),
  ...ids.slice(3).map((id) => `managers:${id}`),
]);
