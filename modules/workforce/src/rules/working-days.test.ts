import { elapsedOn } from "@healthops/base/elapsed";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DayEntry } from "./day-work.ts";
import { dayWork } from "./day-work.ts";
import { employeeTotals } from "./employee-totals.ts";
import { roundedUp } from "./rounding.ts";
import { DEFAULT_RULE_SET } from "./rule-set.ts";
import { CODES, EMPTY, coded, facts, hours, shift } from "./testing/days.ts";
import type { DayFacts } from "./working-days.ts";
import { workingDays } from "./working-days.ts";

/** The totals of a week that begins on Monday with these days. */
function week(days: readonly (DayEntry | DayFacts)[], contract = 2700) {
  const all = days.map((day, at) => ("entries" in day ? day : facts(at, [day])));
  const totals = employeeTotals(workingDays(all, CODES, contract));
  const { worked, overtime, extraWork, restDay, holiday, night } = totals;
  return {
    worked: worked.minutes,
    overtime: overtime.minutes,
    extraWork: extraWork.minutes,
    restDay: restDay.minutes,
    holiday: holiday.minutes,
    night: night.minutes,
  };
}

const net = (entry: DayEntry): number => dayWork([entry], CODES, DEFAULT_RULE_SET, 540).netMinutes;

describe("net day = end − start − break", () => {
  test.each([
    ["4 h: 15 min", "08:00", "12:00", 225],
    ["a minute more: 30 min", "08:00", "12:01", 211],
    ["7.5 h: 30 min", "08:00", "15:30", 420],
    ["above: 60 min", "08:00", "15:31", 391],
    ["9 h: 60 min", "08:00", "17:00", 480],
    ["11 h: 60 min", "08:00", "19:00", 600],
    ["above 11 h: 90 min", "08:00", "20:00", 630],
    ["over midnight", "22:00", "06:00", 420],
    ["a shift shorter than its break", "08:00", "08:10", 0],
    ["nothing", "08:00", "08:00", 0],
  ])("%s", (_what, start, end, minutes) => {
    expect(net(shift(start, end))).toBe(minutes);
  });

  test("a break that was given goes before the rule, also none at all", () => {
    expect(net(shift("08:00", "17:00", 45))).toBe(495);
    expect(net(shift("08:00", "17:00", 0))).toBe(540);
    expect(net(shift("08:00", "09:00", 90))).toBe(0);
  });

  test("typed hours go before times, and take no break", () => {
    expect(net({ ...shift("08:00", "17:00"), hours: 7.5 })).toBe(450);
    expect(net(hours(0, "N"))).toBe(0);
  });

  test.each([
    ["N", 540],
    ["G", 540],
    ["Y", 270],
    ["H", 0],
    ["S", 0],
    ["E", 0],
    ["?", 0],
  ])("a day with only the code %s is %i minutes of a contract's day of 9 h", (code, minutes) => {
    expect(net(coded(code))).toBe(minutes);
  });
});

describe("overtime", () => {
  test("over 45 h a week", () => {
    expect(week(Array.from({ length: 5 }, () => hours(9)))).toMatchObject({ overtime: 0 });
    expect(week(Array.from({ length: 6 }, () => hours(9)))).toMatchObject({ overtime: 540 });
  });

  test("with a shorter contract the band up to 45 h is apart", () => {
    expect(
      week(
        Array.from({ length: 6 }, () => hours(8)),
        2400,
      ),
    ).toMatchObject({
      extraWork: 300,
      overtime: 180,
    });
    expect(
      week(
        Array.from({ length: 5 }, () => hours(8)),
        2400,
      ),
    ).toMatchObject({
      extraWork: 0,
      overtime: 0,
    });
  });

  test("over 11 h a day counts even if the week is below 45, and only once", () => {
    expect(week([hours(12)])).toMatchObject({ overtime: 60 });
    expect(week([hours(12), hours(9), hours(9), hours(9), hours(9)])).toMatchObject({
      overtime: 60 + 120,
    });
  });

  test("over 7.5 h of a night shift counts even if the week is below 45", () => {
    expect(week([shift("22:00", "08:00", 60)])).toMatchObject({ overtime: 90, night: 480 });
    expect(week([hours(8, "G")])).toMatchObject({ overtime: 30, night: 480 });
  });

  test("a shift with less than half in the night is none", () => {
    expect(week([shift("13:00", "23:00", 60)])).toMatchObject({ overtime: 0, night: 180 });
  });

  test("falls on the days that go beyond the limit, so each month has its own of a shared week", () => {
    const results = workingDays(
      Array.from({ length: 6 }, (_, at) => facts(at, [hours(9)])),
      CODES,
      2700,
    );
    expect(results.map(({ weeklyOvertime }) => weeklyOvertime)).toEqual([0, 0, 0, 0, 0, 540]);
  });

  test.each([
    [1, 30],
    [29, 30],
    [30, 30],
    [31, 60],
    [60, 60],
    [61, 90],
  ])("%i minutes in a week count as %i", (minutes, counted) => {
    const days = [
      ...Array.from({ length: 5 }, () => hours(9)),
      shift("08:00", "09:30", 90 - minutes),
    ];
    expect(week(days)).toMatchObject({ overtime: counted });
  });

  test("is rounded once a week, not once a day", () => {
    expect(week(Array.from({ length: 5 }, () => shift("08:00", "17:10", 0)))).toMatchObject({
      overtime: 60,
    });
  });
});

describe("rest days and holidays", () => {
  test("work on a rest day is apart from the week", () => {
    const days = Array.from({ length: 5 }, () => hours(9));
    expect(week([...days, EMPTY, hours(5)])).toMatchObject({ restDay: 300, overtime: 0 });
    expect(week([hours(5, "H")])).toMatchObject({ restDay: 300 });
  });

  test("a code on the weekday of rest makes it a day of work", () => {
    const days = [EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, hours(5, "N")];
    expect(week(days)).toMatchObject({ restDay: 0, worked: 300 });
  });

  test("work on a holiday is apart from the week; half a day counts from one o'clock", () => {
    const day = [shift("08:00", "17:00", 60)];
    expect(week([facts(0, day, { holiday: "full" })])).toMatchObject({ holiday: 480 });
    expect(week([facts(0, day, { holiday: "half" })])).toMatchObject({ holiday: 240 });
    expect(week([{ ...hours(8), isSpecial: true }])).toMatchObject({ holiday: 480 });
    expect(week([hours(8, "T")])).toMatchObject({ holiday: 480 });
  });

  test("beyond the day's limit a holiday's work is overtime, as on any day", () => {
    expect(week([facts(0, [hours(12)], { holiday: "full" })])).toMatchObject({
      holiday: 660,
      overtime: 60,
    });
    expect(week([facts(0, [shift("12:00", "00:30", 30)], { holiday: "half" })])).toMatchObject({
      holiday: 600,
      overtime: 60,
    });
    expect(week([facts(0, [hours(8, "G")], { holiday: "full" })])).toMatchObject({
      holiday: 450,
      overtime: 30,
    });
  });

  test("all of a rest day's work is at its own rate, however long", () => {
    expect(week([EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, hours(12)])).toMatchObject({
      restDay: 720,
      overtime: 0,
    });
  });

  test("a holiday on a rest day counts as the holiday alone", () => {
    expect(week([facts(6, [hours(8)], { holiday: "full" })])).toMatchObject({
      holiday: 480,
      restDay: 0,
    });
  });
});

const quarter = (count: number): string =>
  `${String(Math.floor(count / 4) % 24).padStart(2, "0")}:${String((count % 4) * 15).padStart(2, "0")}`;

const anyEntry = fc.oneof(
  fc
    .tuple(fc.nat({ max: 95 }), fc.nat({ max: 95 }), fc.option(fc.nat({ max: 120 })))
    .map(([start, end, given]) => shift(quarter(start), quarter(end), given)),
  fc
    .tuple(fc.integer({ min: 0, max: 48 }), fc.option(fc.constantFrom("N", "G", "H", "T", "Y")))
    .map(([half, code]) => hours(half / 2, code)),
  fc.constantFrom("N", "G", "H", "T", "S", "Y", "E").map(coded),
  fc.constant(EMPTY),
);

const anyDays = fc
  .array(fc.tuple(anyEntry, fc.constantFrom(null, "full", "half")), { minLength: 1, maxLength: 21 })
  .map((days) => days.map(([entry, holiday], at) => facts(at, [entry], { holiday })));

const CONTRACT = fc.constantFrom(0, 1200, 2400, 2700, 3000);

const minutesOf = (days: readonly DayFacts[], contract: number) =>
  employeeTotals(workingDays(days, CODES, contract));

describe("whatever was worked", () => {
  test("splitting a day's entry into two never changes a total", () => {
    const anySplit = fc.tuple(
      fc.nat({ max: 95 }),
      fc.integer({ min: 2, max: 60 }),
      fc.integer({ min: 1, max: 59 }),
      fc.option(fc.nat({ max: 120 })),
      fc.constantFrom(null, "N", "G", "H"),
    );
    fc.assert(
      fc.property(
        anySplit,
        anyDays,
        CONTRACT,
        ([start, length, cut, given, code], rest, contract) => {
          const at = Math.min(cut, length - 1);
          const part = (from: number, to: number, breakMinutes: number | null): DayEntry => ({
            ...shift(quarter(from), quarter(to), breakMinutes),
            code,
          });
          const one = [part(start, start + length, given)];
          const two = [part(start, start + at, given), part(start + at, start + length, null)];
          const others = rest.slice(1);
          const holiday = rest[0]?.holiday ?? null;
          // Before midnight and after it are the same minutes of the night, but not of the afternoon.
          fc.pre(holiday !== "half" || start + length <= 96);
          expect(minutesOf([facts(0, two, { holiday }), ...others], contract)).toEqual(
            minutesOf([facts(0, one, { holiday }), ...others], contract),
          );
        },
      ),
    );
  });

  test("the order of days and entries does not matter", () => {
    fc.assert(
      fc.property(
        anyDays,
        fc.array(fc.nat(), { minLength: 21, maxLength: 21 }),
        CONTRACT,
        (days, keys, contract) => {
          const shuffled = days
            .map((day, at) => ({ day, key: keys[at] ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ day }) => day);
          expect(minutesOf(shuffled, contract)).toEqual(minutesOf(days, contract));
        },
      ),
    );
  });

  test("each total is the sum of its parts, and nothing is counted twice", () => {
    fc.assert(
      fc.property(anyDays, CONTRACT, (days, contract) => {
        const totals = minutesOf(days, contract);
        for (const total of [
          totals.worked,
          totals.overtime,
          totals.extraWork,
          totals.restDay,
          totals.holiday,
          totals.night,
        ]) {
          expect(total.parts.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(total.minutes);
          expect(total.minutes).toBeGreaterThanOrEqual(0);
        }
        const unrounded = [totals.overtime, totals.extraWork, totals.restDay, totals.holiday]
          .flatMap(({ parts }) => parts)
          .filter(({ ruleId }) => ruleId !== "rounding")
          .reduce((sum, { minutes }) => sum + minutes, 0);
        expect(unrounded).toBeLessThanOrEqual(totals.worked.minutes);
      }),
    );
  });

  test("weeks are counted each by itself: their sums are the month's", () => {
    fc.assert(
      fc.property(anyDays, CONTRACT, (days, contract) => {
        const weeks = [days.slice(0, 7), days.slice(7, 14), days.slice(14)];
        const sum = weeks.reduce(
          (all, week) => all + minutesOf(week, contract).overtime.minutes,
          0,
        );
        expect(minutesOf(days, contract).overtime.minutes).toBe(sum);
      }),
    );
  });

  test("rounding never takes away, never adds a whole step, and keeps the order", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 5000 }),
        fc.nat({ max: 5000 }),
        fc.constantFrom(0, 15, 30, 60),
        (a, b, step) => {
          expect(roundedUp(a, step)).toBeGreaterThanOrEqual(a);
          expect(roundedUp(a, step) - a).toBeLessThan(Math.max(step, 1));
          expect(roundedUp(Math.min(a, b), step)).toBeLessThanOrEqual(
            roundedUp(Math.max(a, b), step),
          );
        },
      ),
    );
  });
});

function night(zone: string | null, date: string, entry: DayEntry) {
  return dayWork([entry], CODES, DEFAULT_RULE_SET, 540, elapsedOn(zone, date));
}

/** Overtime of a day of Berlin's on which somebody was there from ten to six. */
function overtimeOf(date: string): number {
  const elapsed = elapsedOn("Europe/Berlin", date);
  const [day] = workingDays([facts(0, [shift("22:00", "06:00", 0)], { elapsed })], CODES, 2700);
  return day?.dailyOvertime ?? 0;
}

/** "A night shift over the change of the clocks", as it was reported, and its like. */
describe("time goes by as the clocks of the place have it", () => {
  test.each([
    ["Europe/Berlin", "2026-03-28", 420],
    ["Europe/Berlin", "2026-10-24", 540],
    ["Europe/Istanbul", "2026-03-28", 480],
    [null, "2026-03-28", 480],
    ["America/New_York", "2026-10-31", 540],
    ["Australia/Lord_Howe", "2026-10-03", 450],
  ])("in %s on %s ten to six are %i minutes of presence", (zone, date, present) => {
    const work = night(zone, date, shift("22:00", "06:00", 0));
    expect(work.presentMinutes).toBe(present);
    expect(work.netMinutes).toBe(present);
    // From eight in the evening to six is night, by the clock.
    expect(work.nightMinutes).toBe(present);
  });

  test("breaks, night hours and the afternoon follow", () => {
    expect(night("Europe/Berlin", "2026-03-28", shift("22:00", "06:00")).breakMinutes).toBe(30);
    expect(night("Europe/Berlin", "2026-10-24", shift("22:00", "06:00")).breakMinutes).toBe(60);
    const long = night("Europe/Berlin", "2026-10-24", shift("08:00", "07:59", 0));
    expect(long).toMatchObject({ presentMinutes: 1499, netMinutes: 1499, afternoonMinutes: 660 });
    expect(long.nightMinutes).toBe(11 * 60);
  });

  test("overtime begins where the night was long", () => {
    expect(overtimeOf("2026-10-24") - overtimeOf("2026-10-17")).toBe(60);
    expect(overtimeOf("2026-03-28")).toBe(0);
  });
});
