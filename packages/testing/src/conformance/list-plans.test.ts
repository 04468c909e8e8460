import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileList } from "@healthops/schema/list/compile-list";
import type { ListQuery } from "@healthops/schema/list/list-query";
import { pageOf } from "@healthops/schema/list/page";
import { compilePageEnds } from "@healthops/schema/list/page-ends";
import { compileTotals } from "@healthops/schema/list/totals";
import type { CompiledSql } from "@healthops/schema/list/sql-compiler";
import type { StoredRecord } from "@healthops/schema/record";
import { tableShape } from "@healthops/schema/tables/table-shapes";
import { migrateTables } from "@healthops/schema/tables/migrate-tables";
import { ids, samples } from "./list-arbitraries.ts";
import type { AnyDatabase } from "./two-databases.ts";
import { openPostgres, openSqlite } from "./two-databases.ts";

/** Enough that a planner prefers an index; what holds here holds for 100,000. */
const RECORDS = 20_000;
const DAY_MS = 86_400_000;

let postgres: AnyDatabase;
let sqlite: AnyDatabase;

beforeAll(async () => {
  postgres = await openPostgres();
  sqlite = await openSqlite();
  const records = Array.from({ length: RECORDS }, (_, at) => sample(at));
  for (const database of [postgres, sqlite]) {
    await migrateTables(database, database.dialect, [tableShape(samples, database.dialect)]);
    await database.insert(samples, records);
  }
  await postgres.query("analyze data.samples", []);
});

afterAll(async () => {
  await postgres.close();
  await sqlite.close();
});

/** The same in each run; everything spread evenly, far from the order of the ids. */
function sample(at: number): StoredRecord {
  const spread = (at * 7919) % RECORDS;
  const day = new Date(Date.UTC(2024, 0, 1) + (spread % 700) * DAY_MS).toISOString();
  return {
    id: `0190a000-0000-7000-8000-${spread.toString(16).padStart(12, "0")}`,
    version: 1,
    createdAt_us: at,
    updatedAt_us: at,
    content: {
      name: `walk ${spread.toString(36)}`,
      note: null,
      count: spread,
      points: spread % 100,
      weight: 1,
      height: null,
      done: true,
      liked: null,
      day: day.slice(0, 10),
      due: spread % 3 === 0 ? null : day.slice(0, 10),
      startedAt: day,
      endedAt: null,
      level: spread % 2 === 0 ? "low" : "high",
      mood: null,
      personId: ids[spread % ids.length] ?? null,
      siteId: ids[spread % 4] ?? null,
      tags: null,
      key: [],
      order: null,
    },
  };
}

async function planOf(database: AnyDatabase, { sql, parameters }: CompiledSql): Promise<string> {
  const explain = database.dialect === "postgres" ? "explain" : "explain query plan";
  const rows = await database.query(`${explain} ${sql}`, parameters);
  return rows.map((row) => String(row["QUERY PLAN"] ?? row["detail"])).join("\n");
}

const person = { field: "personId", op: "eq", value: ids[1] ?? null } as const;
const LISTS: readonly (readonly [string, ListQuery])[] = [
  ["everything in its own order", {}],
  ["one person's", { where: person }],
  [
    "one person's days",
    {
      where: {
        all: [person, { field: "day", op: "between", value: ["2024-02-01", "2024-12-01"] }],
      },
    },
  ],
  ["one person's, oldest first", { where: person, sort: [["day", "asc"]] }],
  ["one site's", { where: { field: "siteId", op: "eq", value: ids[2] ?? null } }],
  ["by a field that may be empty", { sort: [["due", "asc"]] }],
  ["by a field that may be empty, from its end", { sort: [["due", "desc"]] }],
  [
    "one level's by points",
    { where: { field: "level", op: "eq", value: "low" }, sort: [["points", "desc"]] },
  ],
];

describe.each(LISTS)("a list of %s is read along an index, page after page", (_, query) => {
  test.each(["postgres", "sqlite"] as const)("%s", async (dialect) => {
    const database = dialect === "postgres" ? postgres : sqlite;
    const whole: StoredRecord[] = [];
    let after: string | null = null;
    for (let page = 0; page < 3; page += 1) {
      const asked: ListQuery = { ...query, ...(after === null ? {} : { after }) };
      const statement = compileList(samples, asked, dialect);
      const plan = await planOf(database, statement);
      expect(plan).toMatch(/Index Scan|USING INDEX|USING COVERING INDEX/);
      expect(plan).not.toMatch(/Seq Scan|SCAN samples$/m);
      const read = pageOf(samples, asked, dialect, await database.run(statement));
      whole.push(...read.records);
      after = read.next;
    }
    expect(new Set(whole.map(({ id }) => id)).size).toBe(150);
  });
});

test("the ends of pages are read from an index alone, in its order", async () => {
  const ends = compilePageEnds(samples, { where: person }, 100, "sqlite");
  const plan = await planOf(sqlite, ends);
  expect(plan).toMatch(/USING COVERING INDEX/);
  expect(plan).not.toMatch(/SCAN samples$/m);
  // Of the few ends, not of the records.
  expect(plan.match(/TEMP B-TREE/g)).toHaveLength(1);
});

describe("a search asks the full-text index", () => {
  const rare: ListQuery = { search: "walk ab3" };

  test("of PostgreSQL, only when the list's first records are not enough", async () => {
    const plan = await planOf(postgres, compileList(samples, rare, "postgres"));
    expect(plan).toMatch(/Bitmap Index Scan on samples_search/);
    expect(plan).not.toMatch(/Seq Scan/);
    const common = compileList(samples, { search: "walk" }, "postgres");
    const rows = await postgres.query(`explain (analyze) ${common.sql}`, common.parameters);
    const ran = rows.map((row) => String(row["QUERY PLAN"])).join("\n");
    expect(ran).toMatch(/Bitmap Heap Scan on samples .*\(never executed\)/);
  });

  test("of SQLite", async () => {
    const plan = await planOf(sqlite, compileList(samples, rare, "sqlite"));
    expect(plan).toMatch(/samples_search VIRTUAL TABLE INDEX/);
    expect(plan).not.toMatch(/SCAN samples$/m);
  });

  test("and finds what lies far behind the first records", async () => {
    const word = (19_999).toString(36);
    for (const database of [postgres, sqlite]) {
      for (const search of [word, `WALK ${word}`]) {
        const asked: ListQuery = { search, sort: [["count", "asc"]] };
        const rows = await database.run(compileList(samples, asked, database.dialect));
        const { records } = pageOf(samples, asked, database.dialect, rows);
        expect(records.map(({ content }) => content["count"])).toEqual([19_999]);
      }
    }
  });
});

test("daily totals of one person read only that person's days", async () => {
  for (const database of [postgres, sqlite]) {
    const totals = compileTotals(
      samples,
      {
        where: { all: [person, { field: "day", op: "ge", value: "2025-11-01" }] },
        groupBy: [{ field: "day", by: "week" }],
        measures: { points: { op: "sum", field: "points" } },
      },
      database.dialect,
    );
    expect(await planOf(database, totals)).toMatch(
      /Scan (on|using) samples_person_id_day|INDEX samples_person_id_day/,
    );
  }
});
