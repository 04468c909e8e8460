import { expect, test } from "vitest";
import { elapsedOn } from "./elapsed.ts";

const NIGHT = [22 * 60, 30 * 60] as const;

/** "A night shift over the change of the clocks", as it was reported, and its like elsewhere. */
test.each([
  ["Europe/Berlin", "2026-03-28", 420],
  ["Europe/Berlin", "2026-10-24", 540],
  ["Europe/Istanbul", "2026-03-28", 480],
  [null, "2026-03-28", 480],
  ["Europe/Berlin", "2026-03-27", 480],
  ["Europe/Berlin", "2026-03-29", 480],
  ["America/New_York", "2026-03-07", 420],
  ["America/New_York", "2026-10-31", 540],
  ["Australia/Lord_Howe", "2026-04-04", 510],
  ["Australia/Lord_Howe", "2026-10-03", 450],
  ["Australia/Sydney", "2026-04-04", 540],
  ["America/Santiago", "2026-09-05", 420],
  ["Atlantic/Azores", "2026-10-24", 540],
] as const)("[DAY2] from ten to six in %s on %s go by %i minutes", (zone, date, minutes) => {
  expect(elapsedOn(zone, date)(...NIGHT)).toBe(minutes);
});

test.each([
  ["a call-out of 26 minutes stays one before the clocks go back", "2026-10-25", 110, 136, 26],
  ["one that ends after they were put forward", "2026-03-29", 110, 196, 26],
  ["one within the hour that there is not", "2026-03-29", 130, 160, 0],
  ["until a time that there is not", "2026-03-28", 22 * 60, 26 * 60 + 30, 240],
  ["from a time that there is not", "2026-03-29", 150, 360, 180],
  ["until a time that there is twice", "2026-10-24", 22 * 60, 26 * 60 + 30, 270],
  ["from a time that there is twice", "2026-10-25", 150, 360, 270],
  ["a whole day of 23 hours", "2026-03-29", 0, 1440, 1380],
  ["a whole day of 25 hours", "2026-10-25", 0, 1440, 1500],
])("%s", (_, date, from, until, minutes) => {
  expect(elapsedOn("Europe/Berlin", date)(from, until)).toBe(minutes);
});
