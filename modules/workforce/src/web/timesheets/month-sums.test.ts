import fc from "fast-check";
import { expect, test } from "vitest";
import { monthRow } from "./month-rows.ts";
import { MonthSums } from "./month-sums.ts";
import { employee, entry, monthOf } from "./testing/month.ts";
import { TOTAL_IDS, totalUnits } from "./totals.ts";

const PEOPLE = Array.from({ length: 5 }, (_, at) => employee(`e${at}`, `Person ${at}`, null));

/** A month in which each of some people has one long day on one of its days, or leave. */
const anyRows = fc
  .array(
    fc.record({
      person: fc.nat({ max: PEOPLE.length - 1 }),
      day: fc.integer({ min: 1, max: 30 }),
      hours: fc.integer({ min: 0, max: 16 }),
      code: fc.constantFrom(null, "S", "H", "T", "G"),
    }),
    { maxLength: 12 },
  )
  .map((days) => {
    const byDay = new Map(
      days.map(({ person, day, hours, code }) => {
        const date = `2026-04-${String(day).padStart(2, "0")}`;
        const content = code === "S" ? { code } : { code, hours };
        return [`${person} ${day}`, entry(`e${person}`, date, content)] as const;
      }),
    );
    const here = new Set(days.map(({ person }) => person));
    const month = monthOf(PEOPLE, [...byDay.values()]);
    return PEOPLE.filter((_, at) => here.has(at)).map((one) => monthRow(month, one));
  });

test("whatever came, changed or went, the sums are those of the rows that are there", () => {
  fc.assert(
    fc.property(fc.array(anyRows, { minLength: 1, maxLength: 5 }), (states) => {
      const sums = new MonthSums();
      for (const rows of states) {
        const { dayMinutes, units, had } = sums.next(rows);
        for (let at = 0; at < 30; at += 1) {
          const minutes = rows.reduce((sum, { days }) => sum + (days[at]?.netMinutes ?? 0), 0);
          expect(dayMinutes[at] ?? 0).toBe(minutes);
        }
        for (const id of TOTAL_IDS) {
          expect(units[id]).toBe(rows.reduce((sum, row) => sum + totalUnits(id, row.totals), 0));
          expect(had.has(id)).toBe(rows.some(({ totals }) => totalUnits(id, totals) !== 0));
        }
      }
    }),
    { numRuns: 50 },
  );
});
