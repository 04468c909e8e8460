import fc from "fast-check";
import { expect, test } from "vitest";
import { AssignmentBooks, resourcesOf } from "./assignment-books.ts";
import type { Assignment } from "./assignments.ts";
import { clashOf } from "./assignments.ts";
import { isEarlier } from "./interval-index.ts";

const moment = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();

const assignment: fc.Arbitrary<Assignment> = fc
  .record({
    number: fc.nat(14),
    vehicle: fc.nat(2),
    driver: fc.nat(2),
    start: fc.nat(40),
    length: fc.option(fc.integer({ min: 1, max: 12 })),
  })
  .map(({ number, vehicle, driver, start, length }) => ({
    id: `a${String(number).padStart(2, "0")}`,
    vehicleId: `v${vehicle}`,
    driverId: `d${driver}`,
    startsAt: moment(start),
    endsAt: length === null ? null : moment(start + length),
  }));

const group = fc.record({
  changes: fc.uniqueArray(fc.tuple(assignment, fc.boolean()), {
    maxLength: 3,
    minLength: 1,
    selector: ([{ id }]) => id,
  }),
  takenBack: fc.boolean(),
});

const stored = fc.uniqueArray(assignment, { maxLength: 8, selector: ({ id }) => id });

test("the books refuse what the plain rule refuses, whatever was refused by others before", () => {
  const property = fc.property(stored, fc.array(group, { maxLength: 20 }), (rows, groups) => {
    const books = new AssignmentBooks<Assignment>();
    const database = new Map(rows.map((row) => [row.id, row]));
    const batch = new Map<string, Assignment | null>();
    for (const { changes, takenBack } of groups) {
      books.settle((id) => batch.get(id));
      const placings = changes.map(([one, isDeleted]) => ({
        id: one.id,
        next: isDeleted ? null : one,
      }));
      const unknown = books.unknown(
        placings.flatMap(({ next }) => next && resourcesOf(next)).filter((id) => id !== null),
      );
      const rowsOf = rows.filter((row) => resourcesOf(row).some((id) => unknown.includes(id)));
      books.load(unknown, rowsOf);

      const next = new Map([
        ...database,
        ...batch,
        ...placings.map(({ id, next: to }) => [id, to] as const),
      ]);
      const all = [...next.values()]
        .filter((one) => one !== null)
        .toSorted((a, b) => (isEarlier(a, b) ? -1 : 1));
      const plain = placings.flatMap(({ next: one }) => (one && clashOf(one, all)) ?? []);
      expect(books.ask(placings)).toEqual(plain);
      if (plain.length > 0 || takenBack) continue;
      for (const { id, next: to } of placings) batch.set(id, to);
    }
  });
  fc.assert(property, { numRuns: 500, seed: 7 });
});

const hourly = (at: number): Assignment => ({
  id: `a${at}`,
  vehicleId: "v",
  driverId: "d",
  startsAt: moment(2 * at),
  endsAt: moment(2 * at + 1),
});

test("ten thousand assignments of one vehicle are decided one by one", () => {
  const books = new AssignmentBooks<Assignment>();
  books.load(["v", "d"], []);
  const refused = Array.from({ length: 10_000 }, (_, at) => {
    const next = hourly((at * 7919) % 10_000);
    return books.ask([{ id: next.id, next }]).length;
  });
  expect(refused.every((count) => count === 0)).toBe(true);
  const late = { ...hourly(1), id: "late", endsAt: null };
  expect(books.ask([{ id: late.id, next: late }])).toMatchObject([
    { by: "vehicle", other: { id: "a1" } },
  ]);
});
