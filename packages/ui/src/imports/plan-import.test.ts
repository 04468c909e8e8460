import { collection } from "@healthops/schema/collection";
import {
  boolean,
  choice,
  date,
  instant,
  number,
  reference,
  set,
  text,
} from "@healthops/schema/fields";
import { formOf } from "@healthops/schema/form";
import type { StoredRecord } from "@healthops/schema/record";
import { describe, expect, test } from "vitest";
import type { CellValue } from "../files/cell-value.ts";
import { guessColumns, headRow } from "./guess-columns.ts";
import type { ImportJob } from "./plan-import.ts";
import { importPlanner, keyOf } from "./plan-import.ts";
import { nameKey, readCell } from "./read-cell.ts";

const ME = "018f0000-0000-7000-8000-00000000000a";
const SITE = "018f0000-0000-7000-8000-00000000000c";
const RUN = "018f0000-0000-7000-8000-0000000000aa";
const label = { en: "x", tr: "x" };
const runs = collection({
  name: "runs",
  title: { one: label, many: label },
  fields: {
    ownerId: reference({ label: { en: "Person", tr: "Kişi" }, to: "people", required: true }),
    day: date({ label: { en: "Day", tr: "Gün" }, required: true, fixed: true }),
    distanceKm: number({ label: { en: "Distance", tr: "Mesafe" }, min: 0, max: 100, unit: "km" }),
    kind: choice({
      label: { en: "Kind", tr: "Tür" },
      choices: { easy: { en: "Easy run", tr: "Kolay koşu" }, hard: { en: "Hard", tr: "Zor" } },
    }),
    done: boolean({ label: { en: "Done", tr: "Yapıldı" } }),
    startedAt: instant({ label: { en: "Start", tr: "Başlangıç" } }),
    tags: set({ label: { en: "Tags", tr: "Etiketler" }, max: 5 }),
    siteId: reference({ label: { en: "Site", tr: "Yer" }, to: "sites" }),
    note: text({ label: { en: "Note", tr: "Not" }, max: 20 }),
  },
  scopes: [{ kind: "user", field: "ownerId" }],
  permissions: { create: [{ own: "ownerId" }], update: [{ own: "ownerId" }] },
});
const fields = formOf(runs, "create");
const SITES = new Map([
  [SITE, [SITE]],
  [nameKey("Ankara"), [SITE]],
  [nameKey("İzmir"), ["a", "b"]],
]);
const existing: StoredRecord = {
  id: RUN,
  version: 1,
  createdAt_us: 0,
  updatedAt_us: 0,
  content: {
    ownerId: ME,
    day: "2026-03-01",
    distanceKm: 5,
    kind: "easy",
    done: null,
    startedAt: null,
    tags: null,
    siteId: null,
    note: null,
  },
};

function job(change: Partial<ImportJob>): ImportJob {
  return {
    collection: runs,
    actor: { personId: ME, role: "USER", duties: [], siteIds: [], workplaceIds: [] },
    fields,
    mapping: ["day", "distanceKm", "kind", "siteId"],
    keys: [],
    given: { ownerId: ME },
    existing: new Map(),
    names: new Map([["sites", SITES]]),
    ...change,
  };
}

function read(name: string, cell: CellValue): unknown {
  const field = fields.find((each) => each.name === name);
  if (field === undefined) throw new Error(`no field ${name}`);
  const reading = readCell(field, cell, SITES);
  return "fault" in reading ? reading.fault : reading.value;
}

describe("a cell", () => {
  test.each<[string, CellValue, unknown]>([
    ["day", "2026-03-01", "2026-03-01"],
    ["day", "1.3.2026", "2026-03-01"],
    ["day", "01/03/2026", "2026-03-01"],
    ["day", new Date("2026-03-01"), "2026-03-01"],
    ["day", 46_082, "2026-03-01"],
    ["day", "31.02.2026", "not_day"],
    ["day", "soon", "not_day"],
    ["distanceKm", "12,5", 12.5],
    ["distanceKm", "12.5 km", 12.5],
    ["distanceKm", "1.234,5", 1234.5],
    ["distanceKm", "far", "not_number"],
    ["kind", "KOLAY KOŞU", "easy"],
    ["kind", "hard", "hard"],
    ["kind", "odd", "not_choice"],
    ["done", "Evet", true],
    ["done", "hayır", false],
    ["done", false, false],
    ["done", "maybe", "not_yes_no"],
    ["startedAt", "2026-03-01T08:30:00Z", "2026-03-01T08:30:00.000Z"],
    ["startedAt", "01.03.2026 25:00", "not_moment"],
    ["tags", "b; a, b", ["a", "b"]],
    ["siteId", "ankara", SITE],
    ["siteId", SITE, SITE],
    ["siteId", "izmir", "ambiguous"],
    ["siteId", "Paris", "no_record"],
    ["note", 12, "12"],
    ["note", "  ", null],
  ])("of %s that says %s is %s", (name, cell, expected) => {
    expect(read(name, cell)).toEqual(expected);
  });

  test("with a moment and no time zone means the device's", () => {
    const expected = new Date(2026, 2, 1, 8, 30).toISOString();
    expect(read("startedAt", "01.03.2026 08:30")).toBe(expected);
    expect(read("startedAt", new Date("2026-03-01T08:30:00Z"))).toBe(expected);
  });
});

describe("the columns", () => {
  test("are found by label in both languages, by name, and with a unit behind", () => {
    const head = ["ID", "Gün", "Distance (km)", "TÜR", "site", "Something", "day"];
    expect(guessColumns(head, fields)).toEqual([
      "id",
      "day",
      "distanceKm",
      "kind",
      "siteId",
      null,
      null,
    ]);
  });

  test("may stand below a heading", () => {
    expect(headRow([["Runs of March"], [null], ["Day", "Distance"], ["1.3.2026", 5]], fields)).toBe(
      2,
    );
  });
});

describe("the plan of an import", () => {
  test("makes new records of rows, with what the person gives them", () => {
    const plan = importPlanner(job({}))(["1.3.2026", "5,5", "Zor", "Ankara"], 2);
    expect(plan).toMatchObject({ line: 2, kind: "new", faults: [] });
    expect(plan.changes).toEqual([
      {
        op: "create",
        collection: "runs",
        fields: { ownerId: ME, day: "2026-03-01", distanceKm: 5.5, kind: "hard", siteId: SITE },
      },
    ]);
  });

  test("names every fault of a row and where it is", () => {
    const plan = importPlanner(job({}))(["x", "y", null, "İzmir"], 3);
    expect(plan.kind).toBe("refused");
    expect(plan.faults).toEqual([
      { field: "day", code: "not_day" },
      { field: "distanceKm", code: "not_number" },
      { field: "siteId", code: "ambiguous" },
    ]);
    const limit = importPlanner(job({}))([null, 500, null, null], 4);
    expect(limit.faults.map(({ field, code }) => [field, code])).toEqual([
      ["day", "limits"],
      ["distanceKm", "limits"],
    ]);
  });

  test("refuses what the person may not make", () => {
    const plan = importPlanner(job({ given: { ownerId: RUN } }))(["1.3.2026", 1, null, null], 2);
    expect(plan.faults).toEqual([{ field: null, code: "not_permitted" }]);
  });

  test("finds records by key fields: changed, unchanged, twice in the file", () => {
    const plan = importPlanner(
      job({
        keys: ["day"],
        existing: new Map([[keyOf(["day"], existing.content), [existing]]]),
        mapping: ["day", "distanceKm"],
      }),
    );
    const changed = plan(["2026-03-01", 6], 2);
    expect(changed.kind).toBe("changed");
    expect(changed.changes).toMatchObject([{ op: "update", id: RUN, fields: { distanceKm: 6 } }]);
    expect(changed.back).toMatchObject([{ op: "update", id: RUN, fields: { distanceKm: 5 } }]);
    expect(plan(["01.03.2026", 7], 3).faults).toMatchObject([{ code: "twice" }]);
    expect(plan(["2026-03-02", 7], 4).kind).toBe("new");
  });

  test("finds records by id; one that is not here is refused, and what is fixed stays", () => {
    const byId = job({
      keys: ["id"],
      existing: new Map([[RUN, [existing]]]),
      mapping: ["id", "day", "distanceKm"],
    });
    expect(importPlanner(byId)([RUN, "2026-03-01", 5], 2).kind).toBe("unchanged");
    expect(importPlanner(byId)([RUN, "2026-03-05", 5], 2).faults).toMatchObject([
      { field: "day", code: "fixed" },
    ]);
    expect(importPlanner(byId)([ME, "2026-03-01", 5], 2).faults).toMatchObject([
      { code: "unknown_id" },
    ]);
    expect(importPlanner(byId)([null, "2026-03-01", 5], 2).kind).toBe("new");
  });
});
