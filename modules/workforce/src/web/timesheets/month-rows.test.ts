import { formatsFor } from "@healthops/ui/i18n/formats";
import { describe, expect, test } from "vitest";
import { entryIdOf } from "../../natural-ids.ts";
import { MonthRows } from "./month-rows.ts";
import { employee, entry, monthOf } from "./testing/month.ts";
import type { Month } from "./use-month.ts";

const PEOPLE = [employee("e1", "Ayşe", null), employee("e2", "Can", null)];
const MONTH = monthOf(PEOPLE, [
  entry("e1", "2026-04-01", { hours: 8, note: "late" }),
  entry("e2", "2026-04-01", { code: "S" }),
]);
const OPTIONS = { formats: formatsFor("en"), totals: [], headOf: () => null } as const;

function drawn(rows: MonthRows, month: Month) {
  return rows.draw(month, rows.compute(month), OPTIONS);
}

function mark(month: Partial<Month>) {
  return drawn(new MonthRows(), { ...MONTH, ...month })[0]?.grid.cells[0]?.mark;
}

describe("the rows of a month", () => {
  test("stay the same while nothing changes", () => {
    const rows = new MonthRows();
    const first = drawn(rows, MONTH);
    const again = drawn(rows, { ...MONTH, period: null });
    expect(again[0]).toBe(first[0]);
    expect(again[1]).toBe(first[1]);
  });

  test("a changed entry makes its employee's row anew, and no other", () => {
    const rows = new MonthRows();
    const first = drawn(rows, MONTH);
    const entries = new Map(MONTH.entries);
    entries.set("e1", [entry("e1", "2026-04-01", { hours: 9 })]);
    const next = drawn(rows, { ...MONTH, entries });
    expect(next[0]?.grid.cells[0]?.shown).toBe("9");
    expect(next[0]?.month.totals.worked.minutes).toBe(540);
    expect(next[1]).toBe(first[1]);
  });

  test("a sign is drawn without computing the row again", () => {
    const rows = new MonthRows();
    const first = drawn(rows, MONTH);
    const id = "e2 2026-04-01";
    const signs = new Map([["e2", `${id} waiting;`]]);
    const next = drawn(rows, { ...MONTH, pending: { [id]: ["waiting"] }, signs });
    expect(next[1]?.grid.cells[0]?.mark).toBe("waiting");
    expect(next[1]?.month).toBe(first[1]?.month);
    expect(next[0]).toBe(first[0]);
  });

  test("a refusal goes before a conflict, that before what waits, and that before a note", () => {
    const id = "e1 2026-04-01";
    const conflicts = new Map([[id, "c1"]]);
    expect(mark({})).toBe("note");
    expect(mark({ pending: { [id]: ["sent"] } })).toBe("waiting");
    expect(mark({ pending: { [id]: ["sent"] }, conflicts })).toBe("conflict");
    expect(mark({ pending: { [id]: ["rejected"] }, conflicts })).toBe("refused");
  });

  test("a cell whose first entry was refused says so, though there is no entry", () => {
    const id = entryIdOf("e1", "2026-04-02");
    const month = { ...MONTH, pending: { [id]: ["rejected"] as const }, unheld: new Set([id]) };
    expect(drawn(new MonthRows(), month)[0]?.grid.cells[1]?.mark).toBe("refused");
  });

  test("times show as hours, and are edited and copied as times", () => {
    const timed = { startTime: "08:00", endTime: "17:00", breakMinutes: 60 };
    const month = monthOf(PEOPLE, [entry("e1", "2026-04-01", timed)]);
    expect(drawn(new MonthRows(), month)[0]?.grid.cells[0]).toMatchObject({
      text: "08:00-17:00/60",
      shown: "8",
    });
  });
});
