import { describe, expect, test } from "vitest";
import { codesOf } from "../../terms/codes.ts";
import { formatsFor } from "@healthops/ui/i18n/formats";
import { drawRow, monthRow } from "./month-rows.ts";
import { planBookImport } from "./plan-month-import.ts";
import { employee, entry, monthOf } from "./testing/month.ts";

const CODES = codesOf([]);
const MONTH = monthOf(
  [
    employee("e1", "Ayşe Yılmaz", "A1"),
    employee("e2", "Can Kaya", null),
    employee("e3", "Ali Demir", "A3"),
    employee("e4", "Ali Demir", null),
  ],
  [
    entry("e1", "2026-04-01", { hours: 7.5 }),
    entry("e1", "2026-04-08", { code: "N", startTime: "08:30", endTime: "17:30" }),
    entry("e2", "2026-04-02", { code: "N" }),
  ],
);
const DRAWN = MONTH.employees.map((one) =>
  drawRow(monthRow(MONTH, one), MONTH, {
    formats: formatsFor("en"),
    totals: [],
    headOf: () => null,
  }),
);
const HEAD = ["Number", "Employee", ...Array.from({ length: 30 }, (_, at) => String(at + 1))];
type Rows = readonly (readonly (string | number | null)[])[];
const APRIL = { id: "2026-04", names: ["April", "Nisan"] };
const book = (sheets: Readonly<Record<string, Rows>>) =>
  planBookImport(
    Object.entries(sheets).map(([name, rows]) => ({ name, rows })),
    APRIL,
    DRAWN,
    CODES,
  );
const plan = (...rows: Rows) => book({ Sheet1: rows });
const changes = ({ edits }: ReturnType<typeof plan>) =>
  edits.map(({ rowId, columnId, before, text }) => `${rowId} ${columnId}: ${before}→${text}`);

const onTheEighth = (hours: number) => ["A1", "", ...Array<null>(7).fill(null), hours];
const second = (text: string) => [HEAD, ["A1", "", null, text]];

describe("a month taken from a spreadsheet", () => {
  test("changes what differs; empty cells and cells that mean the same change nothing", () => {
    const read = plan(HEAD, ["A1", "Ayşe Yılmaz", "7,5", "S", null], [null, "can kaya", "", "n"]);
    expect(changes(read)).toEqual(["e1 2026-04-02: →S"]);
    expect(read).toMatchObject({ understood: true, unchanged: 2, employees: 2, faults: [] });
  });

  test("numbers of a spreadsheet are hours", () => {
    expect(changes(plan(HEAD, ["A1", "", 8]))).toEqual(["e1 2026-04-01: 7.5→8"]);
  });

  test("finds the head below titles, and the days wherever they stand", () => {
    const days = ["Name", "5", "4", "3", "2", "1"];
    const read = plan(["Timesheets of April"], [], days, ["Can Kaya", "S", "", "", "", "G"]);
    expect(changes(read)).toEqual(["e2 2026-04-05: →S", "e2 2026-04-01: →G"]);
  });

  test("says which rows and cells it cannot take, by the row as a spreadsheet counts", () => {
    const read = plan(HEAD, ["", "Nobody", "N"], ["", "Ali Demir", "N"], ["A3", "", "N", "??"]);
    expect(read.faults).toEqual([
      { row: 2, kind: "unknown_employee", text: "Nobody" },
      { row: 3, kind: "ambiguous_employee", text: "Ali Demir" },
      { row: 4, kind: "cell", text: "??", day: 2 },
    ]);
    expect(changes(read)).toEqual(["e3 2026-04-01: →N"]);
  });

  test("a file without days as heads is not understood", () => {
    expect(plan(["Name", "Total"], ["Can Kaya", "160"]).understood).toBe(false);
  });

  test("hours that only show what the times come to change nothing; others do", () => {
    expect(plan(HEAD, onTheEighth(8))).toMatchObject({ edits: [], unchanged: 1 });
    expect(changes(plan(HEAD, onTheEighth(9)))).toEqual(["e1 2026-04-08: N 08:30-17:30→9"]);
  });

  test("of an export both sheets count, and what was entered goes before its hours", () => {
    const read = book({
      "2026-04": [HEAD, ["A1", "", 7.5, 9, null], ["", "Can Kaya", 8, "N"]],
      "2026-04 entered": [HEAD, ["A1", "", 7.5, null, null], ["", "Can Kaya", "8-16/0", "N"]],
    });
    expect(changes(read)).toEqual(["e1 2026-04-02: →9", "e2 2026-04-01: →8-16/0"]);
    expect(read).toMatchObject({ unchanged: 2, employees: 2 });
  });

  test("of a year's workbook the sheet of the month is taken", () => {
    const read = book({ Mart: second("R"), "NİSAN 2026": second("S"), Mayıs: second("E") });
    expect(changes(read)).toEqual(["e1 2026-04-02: →S"]);
  });
});
