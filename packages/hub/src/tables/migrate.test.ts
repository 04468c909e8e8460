import { collection } from "@healthops/schema/collection";
import type { Fields } from "@healthops/schema/field";
import { integer, text } from "@healthops/schema/fields";
import { defineModule } from "@healthops/schema/module";
import { composeSchema } from "@healthops/schema/schema";
import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate } from "./migrate.ts";
import { openPool } from "../database/pool.ts";

const label = (word: string) => ({ en: word, tr: word });
const title = text({ label: label("Title"), max: 80, required: true });

function schemaWith(fields: Fields) {
  const things = collection({
    name: "things",
    title: { one: label("Thing"), many: label("Things") },
    fields,
    scopes: [{ kind: "shared" }],
    permissions: { create: [{}], update: [{}] },
  });
  return composeSchema([
    defineModule({ name: "things", title: label("T"), collections: [things] }),
  ]);
}

let database: TestDatabase;
let pool: pg.Pool;
beforeEach(async () => {
  database = await createTestDatabase();
  pool = openPool(database.connectionString);
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

async function addThing(more = ""): Promise<void> {
  await pool.query(
    `begin; set local healthops.engine = 'on';
     insert into data.things (id, version, created_at_us, updated_at_us, title${more})
     values (gen_random_uuid(), 1, 1, 1, 'Ünlü İş'${more === "" ? "" : ", 'Çay'"}); commit`,
  );
}

test("starting again changes nothing and keeps the epoch; several hubs may start at once", async () => {
  const schema = schemaWith({ title });
  const starts = await Promise.all([1, 2, 3].map(() => migrate(pool, schema)));
  expect(new Set(starts.map(({ epoch }) => epoch)).size).toBe(1);
});

test("an added field appears, with its default in the records that are there", async () => {
  await migrate(pool, schemaWith({ title }));
  await addThing();
  await migrate(
    pool,
    schemaWith({ title, size: integer({ label: label("S"), required: true, default: 3 }) }),
  );
  expect((await pool.query("select size from data.things")).rows).toEqual([{ size: 3 }]);
});

test("a field that begins to be searched finds the records that are there", async () => {
  await migrate(pool, schemaWith({ title }));
  await addThing();
  const searched = text({ label: label("Title"), max: 80, required: true, search: true });
  await migrate(pool, schemaWith({ title: searched }));
  expect((await pool.query("select search_text from data.things")).rows).toEqual([
    { search_text: "unlu is" },
  ]);
});

test("when other fields are searched, the records that are there are found by them", async () => {
  const note = text({ label: label("Note"), max: 80, default: "Çay", required: true });
  const searched = { ...title, search: true };
  await migrate(pool, schemaWith({ title: searched, note }));
  await addThing(", note");
  await migrate(pool, schemaWith({ title: searched, note: { ...note, search: true } }));
  expect((await pool.query("select search_text from data.things")).rows).toEqual([
    { search_text: "unlu is cay" },
  ]);
});

test("a database that is as it should be is not touched: a writer does not hold up a start", async () => {
  const schema = schemaWith({ title });
  await migrate(pool, schema);
  const writer = await pool.connect();
  try {
    await writer.query("begin; lock table data.things in row exclusive mode");
    await expect(migrate(pool, schema)).resolves.toHaveProperty("epoch");
  } finally {
    await writer.query("rollback");
    writer.release();
  }
});

test("a destructive change is refused, changes nothing, and runs once when it is written", async () => {
  await migrate(pool, schemaWith({ title, size: integer({ label: label("S") }) }));
  await addThing();
  const smaller = schemaWith({ title });
  await expect(migrate(pool, smaller)).rejects.toMatchObject({ code: "destructive_change" });
  expect((await pool.query("select size from data.things")).rows).toHaveLength(1);
  const written = {
    id: "drop-size",
    collection: "things",
    reason: "nobody used it",
    statements: { postgres: ["alter table data.things drop column size"], sqlite: [] },
  };
  await migrate(pool, smaller, [written]);
  await migrate(pool, smaller, [written]);
  expect((await pool.query("select * from data.things")).rows[0]).not.toHaveProperty("size");
});
