import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assert } from "@healthops/base/assert";
import { compileCount, compileList } from "@healthops/schema/list/compile-list";
import type { ListQuery } from "@healthops/schema/list/list-query";
import { pageOf } from "@healthops/schema/list/page";
import { compilePageEnds, pageEndsOf } from "@healthops/schema/list/page-ends";
import type { StoredRecord } from "@healthops/schema/record";
import { migrateTables } from "@healthops/schema/tables/migrate-tables";
import { tableShapes } from "@healthops/schema/tables/table-shapes";
import {
  arbitraryList,
  arbitraryRecords,
  arbitraryScopes,
  samples,
  sampleSchema,
} from "./list-arbitraries.ts";
import { listedPlainly } from "./list-oracle.ts";
import type { AnyDatabase } from "./two-databases.ts";
import { openPostgres, openSqlite } from "./two-databases.ts";

const RECORDS = 250;
const RUNS = 150;

let databases: readonly AnyDatabase[];
let records: readonly StoredRecord[];

beforeAll(async () => {
  databases = [await openPostgres(), await openSqlite()];
  const [drawn] = fc.sample(arbitraryRecords(RECORDS), 1);
  assert(drawn !== undefined, "records were drawn");
  records = drawn;
  for (const database of databases) {
    await migrateTables(database, database.dialect, tableShapes(sampleSchema, database.dialect));
    await database.insert(samples, records);
  }
});

afterAll(async () => {
  for (const database of databases) await database.close();
});

/** Everything a list holds, page after page, and the ends of its pages. */
async function readAll(
  database: AnyDatabase,
  query: ListQuery,
  limits: readonly number[],
  heldScopes: readonly string[] | null,
): Promise<{ listed: StoredRecord[]; cursors: (string | null)[] }> {
  const options = heldScopes === null ? {} : { heldScopes };
  const listed: StoredRecord[] = [];
  const cursors: (string | null)[] = [];
  let after: string | null = null;
  do {
    const limit = limits[cursors.length % limits.length] ?? 1;
    const asked: ListQuery = { ...query, limit, ...(after === null ? {} : { after }) };
    const rows = await database.run(compileList(samples, asked, database.dialect, options));
    const page = pageOf(samples, asked, database.dialect, rows);
    listed.push(...page.records);
    cursors.push(page.next);
    after = page.next;
  } while (after !== null);
  return { listed, cursors };
}

describe("lists on both databases", () => {
  test("any filter, search, order and scopes, in pages of any size, give the whole list in order", async () => {
    const pageSizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        arbitraryList,
        pageSizes,
        fc.option(arbitraryScopes, { freq: 4 }),
        async (query, limits, scopes) => {
          const expected = listedPlainly(samples, records, query, scopes);
          const answers = await Promise.all(
            databases.map((database) => readAll(database, query, limits, scopes)),
          );
          for (const { listed } of answers) {
            expect(listed.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
            expect(listed).toEqual(expected);
          }
          expect(answers[0]?.cursors).toEqual(answers[1]?.cursors);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("the ends of pages are those that reading page by page comes by", async () => {
    const sizes = fc.integer({ min: 1, max: 90 });
    await fc.assert(
      fc.asyncProperty(
        arbitraryList,
        sizes,
        fc.option(arbitraryScopes),
        async (query, size, scopes) => {
          const options = scopes === null ? {} : { heldScopes: scopes };
          for (const database of databases) {
            const { dialect } = database;
            const { listed, cursors } = await readAll(database, query, [size], scopes);
            const rows = await database.run(
              compilePageEnds(samples, query, size, dialect, options),
            );
            const ends = pageEndsOf(samples, query, dialect, rows);
            const walked = cursors.filter((cursor) => cursor !== null);
            expect(ends.slice(0, walked.length)).toEqual(walked);
            // Behind a full last page there is an end too.
            expect(ends).toHaveLength(Math.floor(listed.length / size));
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("a count is the length of the whole list", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryList, fc.option(arbitraryScopes), async (query, scopes) => {
        const expected = listedPlainly(samples, records, query, scopes).length;
        for (const database of databases) {
          const statement = compileCount(
            samples,
            query,
            database.dialect,
            scopes === null ? {} : { heldScopes: scopes },
          );
          const [row] = await database.run(statement);
          expect(Number(row?.["count"])).toBe(expected);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test("%, _ and \\ are looked for as themselves", async () => {
    for (const value of ["%", "_", "\\", "a%b", "a_b", "A\\B", "%_\\"]) {
      for (const op of ["contains", "startsWith"] as const) {
        const query: ListQuery = { where: { field: "name", op, value } };
        const expected = listedPlainly(samples, records, query, null);
        for (const database of databases) {
          expect((await readAll(database, query, [1000], null)).listed).toEqual(expected);
        }
      }
    }
  });
});
