import fc from "fast-check";
import { expect, test } from "vitest";
import type { Occupant, Placing } from "./books.ts";
import { Books } from "./books.ts";
import { isEarlier } from "./interval-index.ts";

const moment = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();

const occupant: fc.Arbitrary<Occupant> = fc
  .record({
    number: fc.nat(14),
    vehicle: fc.nat(2),
    driver: fc.nat(2),
    start: fc.nat(40),
    length: fc.option(fc.integer({ min: 1, max: 12 })),
  })
  .map(({ number, vehicle, driver, start, length }) => ({
    id: `a${String(number).padStart(2, "0")}`,
    keys: [`[0,"v${vehicle}"]`, `[1,"d${driver}"]`],
    startsAt: moment(start),
    endsAt: length === null ? null : moment(start + length),
  }));

const change = fc.record({
  one: occupant,
  isGone: fc.boolean(),
  isNew: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
});

const group = fc.record({
  changes: fc.uniqueArray(change, { maxLength: 3, minLength: 1, selector: ({ one }) => one.id }),
  takenBack: fc.boolean(),
});

const stored = fc.uniqueArray(occupant, { maxLength: 8, selector: ({ id }) => id });

const shares = (a: Occupant, b: Occupant) =>
  (b.endsAt === null || a.startsAt < b.endsAt) && (a.endsAt === null || b.startsAt < a.endsAt);

/** The first in the way, told plainly: the earliest, by the first rule that both would break. */
function plainly(wanted: Occupant, others: readonly Occupant[]) {
  const clashing = others.filter((other) => other.id !== wanted.id && shares(wanted, other));
  const found = clashing.flatMap((other) =>
    wanted.keys.flatMap((key, rule) => (other.keys.includes(key) ? [{ rule, wanted, other }] : [])),
  );
  return found.toSorted((a, b) =>
    a.other.id === b.other.id ? a.rule - b.rule : isEarlier(a.other, b.other) ? -1 : 1,
  )[0];
}

test("the books refuse what the plain rule refuses, whatever was refused by others before", () => {
  const property = fc.property(stored, fc.array(group, { maxLength: 20 }), (rows, groups) => {
    const books = new Books<Occupant>();
    const database = new Map(rows.map((row) => [row.id, row]));
    const batch = new Map<string, Occupant | null>();
    for (const { changes, takenBack } of groups) {
      books.settle((id) => batch.get(id));
      const placings = changes.map(({ one, isGone, isNew }): Placing<Occupant> => ({
        id: one.id,
        next: isGone ? null : one,
        isNew,
      }));
      const windows = books.unknown(
        placings.flatMap(({ next }) =>
          next === null
            ? []
            : next.keys.map((key) => ({ key, startsAt: next.startsAt, endsAt: next.endsAt })),
        ),
      );
      const rowsIn = rows.filter((row) =>
        windows.some(
          ({ key, ...time }) => row.keys.includes(key) && shares(row, { ...row, ...time }),
        ),
      );
      books.load(windows, rowsIn);

      const next = new Map([
        ...database,
        ...batch,
        ...placings.map(({ id, next: to }) => [id, to] as const),
      ]);
      const all = [...next.values()].filter((one) => one !== null);
      const plain = placings.flatMap(
        ({ next: one, isNew }) => (one !== null && isNew && plainly(one, all)) || [],
      );
      expect(books.ask(placings)).toEqual(plain);
      if (plain.length > 0 || takenBack) continue;
      for (const { id, next: to } of placings) batch.set(id, to);
    }
  });
  fc.assert(property, { numRuns: 500, seed: 7 });
});

const hourly = (at: number): Occupant => ({
  id: `a${at}`,
  keys: [`[0,"v"]`, `[1,"d"]`],
  startsAt: moment(2 * at),
  endsAt: moment(2 * at + 1),
});

test("ten thousand records that take up one thing are decided one by one", () => {
  const books = new Books<Occupant>();
  books.load(
    hourly(0).keys.map((key) => ({ key, startsAt: moment(0), endsAt: null })),
    [],
  );
  const refused = Array.from({ length: 10_000 }, (_, at) => {
    const next = hourly((at * 7919) % 10_000);
    return books.ask([{ id: next.id, next, isNew: true }]).length;
  });
  expect(refused.every((count) => count === 0)).toBe(true);
  const late = { ...hourly(1), id: "late", endsAt: null };
  expect(books.ask([{ id: late.id, next: late, isNew: true }])).toMatchObject([
    { rule: 0, other: { id: "a1" } },
  ]);
});

const day = (from: number, to: number | null) => ({
  key: "k",
  startsAt: moment(from),
  endsAt: to === null ? null : moment(to),
});

test("what is known of a thing is not asked for again, and what is not is asked for once", () => {
  const books = new Books<Occupant>();
  expect(books.unknown([day(0, 5), day(3, 9)])).toEqual([day(0, 9)]);
  books.load([day(0, 9)], []);
  expect(books.unknown([day(1, 9)])).toEqual([]);
  expect(books.unknown([day(8, 12)])).toEqual([day(0, 12)]);
  expect(books.unknown([day(2, null)])).toEqual([day(0, null)]);
});
