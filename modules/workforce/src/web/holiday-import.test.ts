import type { Content, StoredRecord } from "@healthops/schema/record";
import { formOf } from "@healthops/schema/form";
import { readSheets } from "@healthops/ui/files/read-sheets";
import { guessColumns } from "@healthops/ui/imports/guess-columns";
import { importPlanner, keyOf } from "@healthops/ui/imports/plan-import";
import { expect, test } from "vitest";
import { holidays } from "../collections/holidays.ts";
import { holidayIdOf } from "../natural-ids.ts";

const SITE = "018f0000-0000-7000-8000-00000000000c";
const FILE = `\uFEFFGün;Ad;Yalnızca öğleden sonra
01.01.2028;Yılbaşı;hayır
23.04.2028;Çocuk Bayramı;hayır
28.10.2028;Cumhuriyet Bayramı arifesi;evet
29.10.2028;Cumhuriyet Bayramı;hayır
`;

/** What becomes of the file's rows on a device that has these holidays. */
async function planned(given: Content, here: readonly StoredRecord[]) {
  const bytes = new TextEncoder().encode(FILE);
  const [sheet] = (await readSheets(bytes.buffer)) ?? [];
  const [titles = [], ...rows] = sheet?.rows ?? [];
  const fields = formOf(holidays, "create");
  const plan = importPlanner({
    collection: holidays,
    actor: { personId: SITE, role: "ADMIN", duties: [], siteIds: [], workplaceIds: [] },
    fields,
    mapping: guessColumns(titles, fields),
    keys: holidays.naturalKey,
    given,
    existing: Map.groupBy(here, ({ content }) => keyOf(holidays.naturalKey, content)),
    names: new Map(),
  });
  return rows
    .filter((row) => row.some((cell) => cell !== null))
    .map((row, at) => plan(row, at + 2));
}

function holiday(date: string, siteId: string | null, name: string): StoredRecord {
  const content = { date, name, halfDay: false, siteId };
  return { id: holidayIdOf(date, siteId), version: 1, createdAt_us: 0, updatedAt_us: 0, content };
}

test("[NAT2] a file of public holidays without a column of regions makes those of everywhere", async () => {
  const rows = await planned({}, []);
  expect(rows.map(({ kind, faults }) => [kind, faults])).toEqual([
    ["new", []],
    ["new", []],
    ["new", []],
    ["new", []],
  ]);
  expect(rows[2]?.changes).toEqual([
    {
      op: "create",
      collection: "holidays",
      fields: { date: "2028-10-28", name: "Cumhuriyet Bayramı arifesi", halfDay: true },
    },
  ]);
});

test("[NAT3] a file that comes again finds what it made, and not the same days of regions", async () => {
  const here = [
    holiday("2028-01-01", null, "Yılbaşı"),
    holiday("2028-04-23", SITE, "Ours"),
    holiday("2028-10-29", null, "Another name"),
  ];
  const everywhere = await planned({}, here);
  expect(everywhere.map(({ kind }) => kind)).toEqual(["unchanged", "new", "new", "changed"]);
  expect(everywhere[3]?.changes).toMatchObject([
    { op: "update", id: holidayIdOf("2028-10-29", null), fields: { name: "Cumhuriyet Bayramı" } },
  ]);
  const ours = await planned({ siteId: SITE }, here);
  expect(ours.map(({ kind }) => kind)).toEqual(["new", "changed", "new", "new"]);
});
