import { afterAll, beforeAll, expect, test } from "vitest";
import { compareText } from "@healthops/base/compare-text";
import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import { collection } from "@healthops/schema/collection";
import { text } from "@healthops/schema/fields";
import { compileList } from "@healthops/schema/list/compile-list";
import type { ListQuery } from "@healthops/schema/list/list-query";
import { pageOf } from "@healthops/schema/list/page";
import { compileTotals, totalsOf } from "@healthops/schema/list/totals";
import { tableShape } from "@healthops/schema/tables/table-shapes";
import { migrateTables } from "@healthops/schema/tables/migrate-tables";
import type { AnyDatabase } from "./two-databases.ts";
import { openPostgres, openSqlite } from "./two-databases.ts";

const label = { en: "x", tr: "x" };
const staff = collection({
  name: "staff",
  title: { one: label, many: label },
  fields: {
    name: text({ label, max: 100, required: true, search: true }),
    /** The same, where it may be empty, and in no index. */
    nick: text({ label, max: 100 }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{}], update: [{}] },
  defaultSort: [["name", "asc"]],
});

/** In the right order, as "The order of Turkish names" has them. */
const NAMES = [
  "ahmet küçük",
  "Ahmet Küçük",
  "Canan Ak",
  "Çağla Ak",
  "Gül Ak",
  "Ğ Ak",
  "Hale Ak",
  "Işıl Ak",
  "İnci Ak",
  "Jale Ak",
  "Oya Ak",
  "Öykü Ak",
  "Sena Ak",
  "Şule Ak",
  "Umut Ak",
  "Ümit Ak",
  "Veli Ak",
  "Zeki Ak",
];

let databases: readonly AnyDatabase[];

beforeAll(async () => {
  databases = [await openPostgres(), await openSqlite()];
  const records = NAMES.map((name) => ({
    id: newId(systemPorts()),
    version: 1,
    createdAt_us: 1,
    updatedAt_us: 1,
    content: { name, nick: name.startsWith("Z") ? null : name.toLocaleUpperCase("tr") },
  })).toReversed();
  for (const database of databases) {
    await migrateTables(database, database.dialect, [tableShape(staff, database.dialect)]);
    await database.insert(staff, records);
  }
});

afterAll(async () => {
  for (const database of databases) await database.close();
});

async function named(database: AnyDatabase, query: ListQuery): Promise<string[]> {
  const names: string[] = [];
  let after: string | null = null;
  do {
    const asked: ListQuery = { limit: 4, ...query, ...(after === null ? {} : { after }) };
    const rows = await database.run(compileList(staff, asked, database.dialect));
    const page = pageOf(staff, asked, database.dialect, rows);
    names.push(...page.records.map(({ content }) => String(content["name"])));
    after = page.next;
  } while (after !== null);
  return names;
}

test("[LST1] the order of Turkish names is that of the alphabet on both databases, page by page", async () => {
  const [last = ""] = NAMES.toReversed();
  for (const database of databases) {
    expect(await named(database, {})).toEqual(NAMES);
    expect(await named(database, { sort: [["name", "desc"]] })).toEqual(NAMES.toReversed());
    const byNick = await named(database, { sort: [["nick", "asc"]] });
    expect(byNick.slice(2)).toEqual(NAMES.slice(2));
    // Empty comes last in both directions.
    expect((await named(database, { sort: [["nick", "desc"]] })).at(-1)).toBe(last);
    expect(await named(database, { search: "ak", sort: [["name", "desc"]] })).toEqual(
      NAMES.slice(2).toReversed(),
    );
  }
  expect(NAMES.toReversed().toSorted(compareText)).toEqual(NAMES);
});

test("[LST1] before and behind are meant alphabetically, and groups come in that order", async () => {
  for (const database of databases) {
    const between: ListQuery = { where: { field: "name", op: "between", value: ["Ç", "Işıl Ak"] } };
    expect(await named(database, between)).toEqual(NAMES.slice(3, 8));
    const totals = { groupBy: [{ field: "name" }], measures: { n: { op: "count" as const } } };
    const rows = await database.run(compileTotals(staff, totals, database.dialect));
    const groups = totalsOf(staff, totals, database.dialect, rows);
    expect(groups.map(({ group }) => group[0])).toEqual(NAMES);
  }
});

test.each([
  ["contains", "ÇAĞLA", ["Çağla Ak"]],
  ["contains", "cagla", ["Çağla Ak"]],
  ["contains", "ISIL", ["Işıl Ak"]],
  ["contains", "ınci", ["İnci Ak"]],
  ["contains", "KUCUK", ["ahmet küçük", "Ahmet Küçük"]],
  ["contains", "%", []],
  ["startsWith", "oy", ["Oya Ak", "Öykü Ak"]],
  ["startsWith", "U\u0308", ["Umut Ak", "Ümit Ak"]],
] as const)("[LST2] %s %s folds as the search does", async (op, value, expected) => {
  for (const database of databases) {
    expect(await named(database, { where: { field: "name", op, value } })).toEqual(expected);
    const nicks = await named(database, { where: { field: "nick", op, value } });
    expect(nicks.toSorted(compareText)).toEqual(expected);
  }
});

test("[LST2] a search finds any of the words on the sides of a bar", async () => {
  for (const database of databases) {
    expect(await named(database, { search: "cagla | INCI ak|yok" })).toEqual([
      "Çağla Ak",
      "İnci Ak",
    ]);
    expect(await named(database, { search: "kucuk | veli | zeki" })).toEqual([
      "ahmet küçük",
      "Ahmet Küçük",
      "Veli Ak",
      "Zeki Ak",
    ]);
  }
});
