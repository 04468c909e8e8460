import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Collection } from "@healthops/schema/collection";
import { collection } from "@healthops/schema/collection";
import type { Dialect } from "@healthops/schema/columns";
import type { Fields } from "@healthops/schema/field";
import { boolean, choice, date, integer, number, set, text } from "@healthops/schema/fields";
import { recordOf } from "@healthops/schema/list/page";
import { tableShape } from "@healthops/schema/tables/table-shapes";
import { readExisting } from "@healthops/schema/tables/existing-tables";
import type { Migration } from "@healthops/schema/tables/migrate-tables";
import { migrateTables } from "@healthops/schema/tables/migrate-tables";
import { planMigration } from "@healthops/schema/tables/plan-migration";
import { tableName } from "@healthops/schema/tables/quote";
import type { AnyDatabase } from "./two-databases.ts";
import { openPostgres, openSqlite } from "./two-databases.ts";

const label = { en: "x", tr: "x" };
const name = text({ label, max: 50, required: true });
const ID = "0190a000-0000-7000-8000-000000000001";

function things(fields: Fields, indexes: readonly string[] = []): Collection {
  return collection({
    name: "things",
    title: { one: label, many: label },
    fields,
    scopes: [{ kind: "shared" }],
    permissions: { create: [{}], update: [{}] },
    indexes: indexes.map((field) => [field]),
  });
}

const before = things({
  name,
  amount: integer({ label, required: true }),
  note: text({ label, max: 9 }),
});
const record = {
  id: ID,
  version: 1,
  createdAt_us: 1,
  updatedAt_us: 1,
  content: { name: "one", amount: 5, note: "old" },
};

const opened: readonly [Dialect, () => Promise<AnyDatabase>][] = [
  ["postgres", openPostgres],
  ["sqlite", openSqlite],
];

describe.each(opened)("tables of a %s database with records", (dialect, open) => {
  let database: AnyDatabase;

  beforeEach(async () => {
    database = await open();
    await migrateTables(database, dialect, [tableShape(before, dialect)]);
    await database.insert(before, [record]);
  });

  afterEach(() => database.close());

  const change = (wanted: Collection, migrations: readonly Migration[] = [], done?: Set<string>) =>
    migrateTables(database, dialect, [tableShape(wanted, dialect)], migrations, done);

  async function stored(wanted: Collection) {
    const rows = await database.query(`select * from ${tableName(dialect, "things")}`, []);
    return rows.map((row) => recordOf(wanted, dialect, row).content);
  }

  test("the same schema changes nothing", async () => {
    const plan = planMigration(await readExisting(database, dialect), [
      tableShape(before, dialect),
    ]);
    expect(plan.refusals).toEqual([]);
    expect(plan.statements.filter((statement) => !statement.includes("if not exists"))).toEqual([]);
  });

  test("new fields of every kind are added; records get the default of the required ones", async () => {
    const after = things({
      ...before.fields,
      mood: choice({ label, required: true, default: "so-so", choices: { "so-so": label } }),
      title: text({ label, max: 20, required: true, default: "it's", search: true }),
      steps: integer({ label, required: true, default: 7 }),
      ratio: number({ label, required: true, default: 0.5 }),
      seen: boolean({ label, required: true, default: true }),
      day: date({ label, required: true, default: "2026-01-01" }),
      tags: set({ label, required: true, default: ["a"] }),
      extra: text({ label, max: 9, default: "offered" }),
    });
    expect(await change(after)).toEqual({ applied: [], refill: ["things"] });
    expect(await stored(after)).toEqual([
      {
        ...record.content,
        mood: "so-so",
        title: "it's",
        steps: 7,
        ratio: 0.5,
        seen: true,
        day: "2026-01-01",
        tags: ["a"],
        extra: null,
      },
    ]);
    expect(await change(after)).toEqual({ applied: [], refill: [] });
  });

  test("indexes follow the declaration", async () => {
    const indexed = things(before.fields, ["name", "amount"]);
    await change(indexed);
    expect((await readExisting(database, dialect))[0]?.indexes).toHaveLength(2);
    await change(things(before.fields, ["amount"]));
    expect((await readExisting(database, dialect))[0]?.indexes).toHaveLength(1);
  });

  test("a required field may become optional", async () => {
    const after = things({ ...before.fields, amount: integer({ label }) });
    await change(after);
    await database.insert(after, [
      { ...record, id: ID.replace("1", "2"), content: { ...record.content, amount: null } },
    ]);
    expect(await stored(after)).toHaveLength(2);
  });

  const { amount } = before.fields;
  test.each<[string, Collection | null, string]>([
    ["a dropped field", things({ name, ...(amount && { amount }) }), "things.note"],
    [
      "another type",
      things({ ...before.fields, amount: text({ label, max: 9 }) }),
      "things.amount",
    ],
    ["a dropped collection", null, "things"],
  ])("%s is refused, naming it", async (_, after, at) => {
    const wanted = after === null ? [] : [tableShape(after, dialect)];
    await expect(migrateTables(database, dialect, wanted)).rejects.toMatchObject({
      code: "destructive_change",
      extra: { at: [at] },
    });
    expect(await stored(before)).toEqual([record.content]);
  });

  test("a new required field without a default is refused where records must have a value", async () => {
    const after = things({ ...before.fields, day: date({ label, required: true }) });
    const plan = planMigration(await readExisting(database, dialect), [tableShape(after, dialect)]);
    expect(plan.refusals.map(({ at }) => at)).toEqual(dialect === "postgres" ? ["things.day"] : []);
  });

  test("a written migration makes the destructive change, once", async () => {
    const after = things({ name, ...(amount && { amount }) });
    const dropNote: Migration = {
      id: "2026-03-things-drop-note",
      collection: "things",
      reason: "Nobody filled it in.",
      statements: {
        postgres: ["alter table data.things drop column note"],
        sqlite: ["alter table things drop column note"],
      },
    };
    expect((await change(after, [dropNote])).applied).toEqual([dropNote.id]);
    expect(await stored(after)).toEqual([{ name: "one", amount: 5 }]);
    expect((await change(after, [dropNote], new Set([dropNote.id]))).applied).toEqual([]);
  });

  test("a new database starts with today's tables: no migration is run there", async () => {
    const fresh = await open();
    const broken: Migration = {
      id: "never",
      collection: "things",
      reason: "Would fail.",
      statements: { postgres: ["no sql"], sqlite: ["no sql"] },
    };
    const outcome = await migrateTables(fresh, dialect, [tableShape(before, dialect)], [broken]);
    expect(outcome.applied).toEqual(["never"]);
    await fresh.close();
  });
});
