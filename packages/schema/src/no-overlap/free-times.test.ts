import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Span } from "./free-times.ts";
import { DAYS, INSTANTS, nearestFree } from "./free-times.ts";

const at = (clock: string) => `2026-03-02T${clock}:00.000Z`;
const span = (from: string, to: string | null): Span => ({
  startsAt: at(from),
  endsAt: to === null ? null : at(to),
});
const starts = (spans: readonly Span[]) => spans.map(({ startsAt }) => startsAt.slice(11, 16));

describe("[APA3] the nearest free times", () => {
  const taken = [span("09:00", "09:20"), span("09:20", "09:40"), span("10:00", "10:20")];

  test("lie before and after, as long as the wanted one, the nearer first", () => {
    expect(nearestFree(INSTANTS, span("09:20", "09:40"), taken)).toEqual([
      span("09:40", "10:00"),
      span("08:40", "09:00"),
    ]);
    expect(starts(nearestFree(INSTANTS, span("09:00", "09:40"), taken))).toEqual([
      "08:20",
      "10:20",
    ]);
  });

  test("do not begin before the earliest that makes sense", () => {
    expect(starts(nearestFree(INSTANTS, span("09:20", "09:40"), taken, at("08:50")))).toEqual([
      "09:40",
    ]);
  });

  test("without an end come after the last that is taken, if that has one", () => {
    expect(nearestFree(INSTANTS, span("09:00", null), taken)).toEqual([span("10:20", null)]);
    expect(nearestFree(INSTANTS, span("09:00", null), [span("08:00", null)])).toEqual([]);
    expect(starts(nearestFree(INSTANTS, span("09:00", "10:00"), [span("08:00", null)]))).toEqual([
      "07:00",
    ]);
  });

  test("are whole days where days are taken", () => {
    const wanted = { startsAt: "2026-03-30", endsAt: "2026-04-02" };
    const days = [{ startsAt: "2026-03-31", endsAt: "2026-04-05" }];
    expect(nearestFree(DAYS, wanted, days)).toEqual([
      { startsAt: "2026-03-28", endsAt: "2026-03-31" },
      { startsAt: "2026-04-05", endsAt: "2026-04-08" },
    ]);
  });

  test("end with the calendar and the horizon", () => {
    const wanted = { startsAt: "9999-12-20", endsAt: "9999-12-25" };
    expect(nearestFree(DAYS, wanted, [{ startsAt: "9999-12-21", endsAt: "9999-12-29" }])).toEqual([
      { startsAt: "9999-12-16", endsAt: "9999-12-21" },
    ]);
    const years = [{ startsAt: "2020-01-01", endsAt: "2030-01-01" }];
    expect(nearestFree(DAYS, { startsAt: "2025-01-01", endsAt: "2025-01-02" }, years)).toEqual([]);
  });
});

const day = (number: number) => DAYS.write(20_000 + number);

const free = (from: number, long: number, busy: readonly Span[]) =>
  busy.every(({ startsAt, endsAt }) => day(from + long) <= startsAt || String(endsAt) <= day(from));

test("are free, and none is nearer on that side", () => {
  const taken = fc.array(
    fc
      .tuple(fc.nat(40), fc.integer({ min: 1, max: 6 }))
      .map(([from, long]) => ({ startsAt: day(from), endsAt: day(from + long) })),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(taken, fc.nat(40), fc.integer({ min: 1, max: 5 }), (busy, from, long) => {
      const found = nearestFree(DAYS, { startsAt: day(from), endsAt: day(from + long) }, busy);
      let [earlier, later] = [from, from];
      while (!free(earlier, long, busy)) earlier -= 1;
      while (!free(later, long, busy)) later += 1;
      expect(new Set(found.map(({ startsAt }) => startsAt))).toEqual(
        new Set([day(earlier), day(later)]),
      );
    }),
    { numRuns: 300, seed: 11 },
  );
});
