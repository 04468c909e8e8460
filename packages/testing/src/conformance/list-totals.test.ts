import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { present } from "@healthops/base/assert";
import type { FieldValue } from "@healthops/schema/field";
import { parseTotalsQuery } from "@healthops/schema/list/parse-totals-query";
import type { Totals, TotalsQuery } from "@healthops/schema/list/totals";
import { compileTotals, totalsOf } from "@healthops/schema/list/totals";
import type { StoredRecord } from "@healthops/schema/record";
import { tableShapes } from "@healthops/schema/tables/table-shapes";
import { migrateTables } from "@healthops/schema/tables/migrate-tables";
import { arbitraryList, arbitraryRecords, samples, sampleSchema } from "./list-arbitraries.ts";
import { listedPlainly } from "./list-oracle.ts";
import type { AnyDatabase } from "./two-databases.ts";
import { fieldOf, openPostgres, openSqlite } from "./two-databases.ts";

let databases: readonly AnyDatabase[];
let records: readonly StoredRecord[];

beforeAll(async () => {
  databases = [await openPostgres(), await openSqlite()];
  records = present(fc.sample(arbitraryRecords(200), 1)[0], "records were drawn");
  for (const database of databases) {
    await migrateTables(database, database.dialect, tableShapes(sampleSchema, database.dialect));
    await database.insert(samples, records);
  }
});

afterAll(async () => {
  for (const database of databases) await database.close();
});

async function totals(database: AnyDatabase, query: TotalsQuery): Promise<readonly Totals[]> {
  const rows = await database.run(compileTotals(samples, query, database.dialect));
  return totalsOf(samples, query, database.dialect, rows);
}

const MEASURES: TotalsQuery["measures"] = {
  n: { op: "count" },
  heights: { op: "count", field: "height" },
  weight: { op: "sum", field: "weight" },
  height: { op: "sum", field: "height" },
  mean: { op: "avg", field: "height" },
  least: { op: "min", field: "height" },
  most: { op: "max", field: "weight" },
  last: { op: "max", field: "endedAt" },
  first: { op: "min", field: "day" },
};

const grouping = fc.oneof(
  fc.record({
    field: fc.constantFrom("day", "due", "startedAt", "endedAt"),
    by: fc.constantFrom("day", "week", "month", "year"),
  }),
  fc.record({
    field: fc.constantFrom("level", "siteId", "liked", "version", "weight", "due", "note"),
  }),
);

test("[REC3] totals of any filter and grouping are the same on both databases, and add up", async () => {
  const query = fc.record({ list: arbitraryList, groupBy: fc.array(grouping, { maxLength: 2 }) });
  await fc.assert(
    fc.asyncProperty(query, async ({ list: { where, search }, groupBy }) => {
      const asked = parseTotalsQuery(samples, {
        ...(where === undefined ? {} : { where }),
        ...(search === undefined ? {} : { search }),
        groupBy,
        measures: MEASURES,
      });
      const [one, other] = await Promise.all(databases.map((each) => totals(each, asked)));
      expect(one).toEqual(other);
      const listed = listedPlainly(samples, records, asked, null);
      const count = (one ?? []).reduce((sum, { values }) => sum + Number(values["n"]), 0);
      expect(count).toBe(listed.length);
      const weight = (one ?? []).reduce((sum, { values }) => sum + Number(values["weight"]), 0);
      expect(weight).toBeCloseTo(sumOf(listed, "weight"), 1);
    }),
    { numRuns: 150 },
  );
});

test("weeks are ISO weeks, named by their Monday, across the turn of the year", async () => {
  const query: TotalsQuery = {
    groupBy: [{ field: "day", by: "week" }],
    measures: { n: { op: "count" } },
  };
  const expected = new Map<FieldValue, number>();
  for (const record of records) {
    const monday = mondayOf(String(fieldOf(record, "day")));
    expected.set(monday, (expected.get(monday) ?? 0) + 1);
  }
  for (const database of databases) {
    const found = await totals(database, query);
    expect(new Map(found.map(({ group, values }) => [group[0], values["n"]]))).toEqual(expected);
  }
});

test("totals of nothing are empty, not zero", async () => {
  const query: TotalsQuery = {
    where: { any: [] },
    measures: {
      n: { op: "count" },
      sum: { op: "sum", field: "count" },
      mean: { op: "avg", field: "weight" },
    },
  };
  for (const database of databases) {
    expect(await totals(database, query)).toEqual([
      { group: [], values: { n: 0, sum: null, mean: null } },
    ]);
  }
});

test.each<[string, unknown]>([
  ["measures", {}],
  ["measures", { measures: {} }],
  ["measures.x", { measures: { x: { op: "sum", field: "note" } } }],
  ["measures.x.op", { measures: { x: { op: "median", field: "count" } } }],
  ["measures.x;", { measures: { "x;": { op: "count" } } }],
  ["groupBy.0", { groupBy: [{ field: "tags" }], measures: { n: { op: "count" } } }],
  ["groupBy.0.by", { groupBy: [{ field: "count", by: "day" }], measures: { n: { op: "count" } } }],
  ["groupBy.0.by", { groupBy: [{ field: "day", by: "hour" }], measures: { n: { op: "count" } } }],
])("totals that cannot be are refused at %s", (field, given) => {
  expect(() => parseTotalsQuery(samples, given)).toThrow(
    expect.objectContaining({
      code: "invalid_query",
      faults: [expect.objectContaining({ field })],
    }),
  );
});

function sumOf(listed: readonly StoredRecord[], field: string): number {
  return listed.reduce((sum, record) => sum + Number(fieldOf(record, field)), 0);
}

function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00.000Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
