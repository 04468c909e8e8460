import { collection } from "@healthops/schema/collection";
import { integer, reference, set, text } from "@healthops/schema/fields";
import type { StoredRecord } from "@healthops/schema/record";
import { expect, test } from "vitest";
import { planBulkEdit } from "./plan-bulk-edit.ts";

const label = { en: "x", tr: "x" };
const ME = "018f0000-0000-7000-8000-00000000000a";
const OTHER = "018f0000-0000-7000-8000-00000000000b";
const me = { personId: ME, role: "USER", duties: [], siteIds: [], workplaceIds: [] } as const;
const runs = collection({
  name: "runs",
  title: { one: label, many: label },
  fields: {
    ownerId: reference({ label, to: "people", required: true }),
    place: text({ label, max: 20 }),
    laps: integer({ label, required: true, default: 1, merge: "counter", max: 10 }),
    tags: set({ label, max: 5 }),
  },
  scopes: [{ kind: "user", field: "ownerId" }],
  permissions: { create: [{}], update: [{ own: "ownerId" }] },
});

let made = 0;
function record(content: Readonly<Record<string, unknown>>): StoredRecord {
  made += 1;
  const whole = { ownerId: ME, place: null, laps: 1, tags: [], ...content };
  return {
    id: `id-${made}`,
    version: 1,
    createdAt_us: 0,
    updatedAt_us: 0,
    content: whole,
  } as StoredRecord;
}

test("changes what differs, and knows the way back", () => {
  const plan = planBulkEdit(
    runs,
    me,
    [record({ place: "park" }), record({ place: "hall" }), record({ ownerId: OTHER })],
    "place",
    "hall",
  );
  expect(plan).toMatchObject({ same: 1, mayNot: 1, faulty: 0 });
  expect(plan.groups.map(([change]) => change)).toMatchObject([{ fields: { place: "hall" } }]);
  expect(plan.back.map(([change]) => change)).toMatchObject([{ fields: { place: "park" } }]);
});

test("counters and sets change by what is added and removed, so that others' changes stay", () => {
  const laps = planBulkEdit(runs, me, [record({ laps: 4 })], "laps", 6);
  expect(laps.groups[0]).toMatchObject([{ fields: { laps: { add: 2 } } }]);
  expect(laps.back[0]).toMatchObject([{ fields: { laps: { add: -2 } } }]);
  const tags = planBulkEdit(runs, me, [record({ tags: ["a"] })], "tags", ["b"]);
  expect(tags.groups[0]).toMatchObject([{ fields: { tags: { add: ["b"], remove: ["a"] } } }]);
});

test("leaves out records that the value does not fit", () => {
  expect(planBulkEdit(runs, me, [record({})], "laps", 99)).toMatchObject({ groups: [], faulty: 1 });
});
