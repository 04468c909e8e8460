import type { Collection } from "@healthops/schema/collection";
import { completeContent } from "@healthops/schema/content";
import type { TotalsQuery } from "@healthops/schema/list/totals";
import { compileTotals, totalsOf } from "@healthops/schema/list/totals";
import type { StoredRecord } from "@healthops/schema/record";
import { tableShape } from "@healthops/schema/tables/table-shapes";
import { migrateTables } from "@healthops/schema/tables/migrate-tables";
import type { AnyDatabase } from "@healthops/testing/conformance/two-databases";
import { openPostgres, openSqlite } from "@healthops/testing/conformance/two-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exercises } from "./collections/exercises.ts";
import { meals } from "./collections/meals.ts";
import { demoDiary } from "./demo/demo-diary.ts";
import type { ExerciseFacts, MealFacts, PeriodTotals } from "./totals.ts";
import { dailyTotals, exerciseTotalsQuery, mealTotalsQuery, weeklyTotals } from "./totals.ts";

const person = {
  personId: "0191a000-0000-7000-8000-000000000001",
  siteId: "0191a000-0000-7000-8000-000000000002",
};
const stranger = { ...person, personId: "0191a000-0000-7000-8000-000000000003" };
const year = (of: typeof person) =>
  [...demoDiary({ seed: 11, person: of, until: "2026-06-30" })].flat();
const range = { personId: person.personId, from: "2025-12-20", to: "2026-03-14" };
let databases: readonly AnyDatabase[];

const recordsOf = (collection: Collection, of: typeof person): StoredRecord[] =>
  year(of)
    .filter((change) => change.collection === collection.name)
    .map(({ id, fields }) => ({
      id,
      version: 1,
      createdAt_us: 1,
      updatedAt_us: 1,
      content: completeContent(collection, fields),
    }));

beforeAll(async () => {
  databases = [await openPostgres(), await openSqlite()];
  for (const database of databases) {
    const { dialect } = database;
    const shapes = [exercises, meals].map((collection) => tableShape(collection, dialect));
    await migrateTables(database, dialect, shapes);
    for (const collection of [exercises, meals]) {
      await database.insert(collection, recordsOf(collection, person));
      await database.insert(collection, recordsOf(collection, stranger));
    }
  }
});
afterAll(() => Promise.all(databases.map((database) => database.close())));

async function totals(database: AnyDatabase, collection: Collection, query: TotalsQuery) {
  const rows = await database.run(compileTotals(collection, query, database.dialect));
  return totalsOf(collection, query, database.dialect, rows);
}

/** The facts of a person's records in the range, as the pure function takes them. */
function factsOf<F>(collection: Collection, day: string): readonly F[] {
  return recordsOf(collection, person)
    .map(({ content }) => content)
    .filter((content) => String(content[day]) >= range.from && String(content[day]) <= range.to)
    .map((content) => content as F);
}

test.each(["day", "week"] as const)(
  "totals by %s are the same in JavaScript, PostgreSQL and SQLite",
  async (by) => {
    const plainly = (by === "day" ? dailyTotals : weeklyTotals)(
      factsOf<ExerciseFacts>(exercises, "performedOn"),
      factsOf<MealFacts>(meals, "eatenOn"),
    );
    expect(plainly.length).toBeGreaterThan(10);
    for (const database of databases) {
      for (const [collection, query] of [
        [exercises, exerciseTotalsQuery(by, range)],
        [meals, mealTotalsQuery(by, range)],
      ] as const) {
        const found = await totals(database, collection, query);
        const names = Object.keys(query.measures) as (keyof PeriodTotals)[];
        const counted = collection === exercises ? "exercises" : "meals";
        const wanted = plainly.filter((period) => period[counted] > 0);
        expect(found.map(({ group }) => group[0])).toEqual(wanted.map(({ from }) => from));
        for (const name of names) {
          expect(
            found.map(({ values }) => Number(values[name])),
            name,
          ).toEqual(wanted.map((period) => period[name]));
        }
      }
    }
  },
);
