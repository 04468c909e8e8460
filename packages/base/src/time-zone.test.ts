import fc from "fast-check";
import { expect, test } from "vitest";
import { clockChanges, dayInZone, isTimeZone, momentOfWall, zoneOffset_ms } from "./time-zone.ts";

const HOUR_ms = 3_600_000;

test.each(["Europe/Istanbul", "America/Argentina/Ushuaia", "UTC", "Australia/Lord_Howe"])(
  "%s is a time zone",
  (name) => {
    expect(isTimeZone(name)).toBe(true);
  },
);

test.each(["", "Istanbul", "Europe/Atlantis", "+03:00", "europe/istanbul", "EST", "TR", "Etc"])(
  "%j is none that a site may name",
  (name) => {
    expect(isTimeZone(name)).toBe(false);
  },
);

test.each([
  ["Europe/Berlin", 2026, ["2026-03-29T01:00Z +1", "2026-10-25T01:00Z -1"]],
  ["America/New_York", 2026, ["2026-03-08T07:00Z +1", "2026-11-01T06:00Z -1"]],
  ["Australia/Lord_Howe", 2026, ["2026-04-04T15:00Z -0.5", "2026-10-03T15:30Z +0.5"]],
  ["America/Santiago", 2026, ["2026-04-05T03:00Z -1", "2026-09-06T04:00Z +1"]],
  ["Europe/Istanbul", 2026, []],
  ["Europe/Istanbul", 2015, ["2015-03-29T01:00Z +1", "2015-11-08T01:00Z -1"]],
  ["Africa/Casablanca", 2024, ["2024-03-10T02:00Z -1", "2024-04-14T02:00Z +1"]],
])("the clocks of %s in %i", (zone, year, expected) => {
  const told = clockChanges(zone, year).map(({ at_ms, before_ms, after_ms }) => {
    const by = (after_ms - before_ms) / HOUR_ms;
    return `${new Date(at_ms).toISOString().slice(0, 16)}Z ${by > 0 ? "+" : ""}${by}`;
  });
  expect(told).toEqual(expected);
});

/** The moment at which Berlin's clocks show it. */
function moment(wall: string): string {
  const at_ms = momentOfWall("Europe/Berlin", Date.parse(`${wall}:00Z`));
  return new Date(at_ms).toISOString().slice(0, 16);
}

test("a time that is shown twice is its first, one that is skipped the moment of the change", () => {
  expect(moment("2026-10-25T01:59")).toBe("2026-10-24T23:59");
  expect(moment("2026-10-25T02:30")).toBe("2026-10-25T00:30");
  expect(moment("2026-10-25T03:00")).toBe("2026-10-25T02:00");
  expect(moment("2026-03-29T01:59")).toBe("2026-03-29T00:59");
  expect(moment("2026-03-29T02:00")).toBe("2026-03-29T01:00");
  expect(moment("2026-03-29T02:30")).toBe("2026-03-29T01:00");
  expect(moment("2026-03-29T03:00")).toBe("2026-03-29T01:00");
  expect(moment("2026-03-29T03:30")).toBe("2026-03-29T01:30");
});

test("a day is the site's, and begins when its day begins", () => {
  const at_ms = Date.parse("2026-03-28T22:30:00Z");
  expect(dayInZone("Europe/Istanbul", at_ms)).toBe("2026-03-29");
  expect(dayInZone("Europe/Berlin", at_ms)).toBe("2026-03-28");
  expect(dayInZone("America/New_York", at_ms)).toBe("2026-03-28");
  expect(dayInZone("Pacific/Kiritimati", at_ms)).toBe("2026-03-29");
  expect(dayInZone("Europe/Istanbul", at_ms, 6 * 60)).toBe("2026-03-28");
});

const ZONES = [
  "Europe/Berlin",
  "Europe/Istanbul",
  "America/New_York",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Africa/Casablanca",
  "Asia/Kathmandu",
  "Pacific/Chatham",
];

test("agrees with Intl: what the clocks show at a moment is shown at that moment", () => {
  const moments = fc.integer({
    min: Date.UTC(2020, 0, 1) / 60_000,
    max: Date.UTC(2031, 0, 1) / 60_000,
  });
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), moments, (zone, minute) => {
      const at_ms = minute * 60_000;
      const wall_ms = at_ms + zoneOffset_ms(zone, at_ms);
      const back_ms = momentOfWall(zone, wall_ms);
      // Only the second time that the clocks show something is another moment.
      expect(back_ms).toBeLessThanOrEqual(at_ms);
      expect(back_ms + zoneOffset_ms(zone, back_ms)).toBe(wall_ms);
      const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
      expect(dayInZone(zone, at_ms)).toBe(shown.format(at_ms));
    }),
    { numRuns: 1000 },
  );
});

test("a later time of the clocks is never an earlier moment", () => {
  for (const zone of ZONES) {
    for (const { at_ms, before_ms } of clockChanges(zone, 2026)) {
      let last = Number.NEGATIVE_INFINITY;
      for (let minute = -200; minute <= 200; minute += 5) {
        const moment = momentOfWall(zone, at_ms + before_ms + minute * 60_000);
        expect(moment).toBeGreaterThanOrEqual(last);
        last = moment;
      }
    }
  }
});
