import { expect, test } from "vitest";
import { addDays, addMonths, dayOf, isDay, mondayOf, weekdayOf } from "./days.ts";

test.each(["2026-02-28", "2024-02-29", "0001-01-01"])("%s is a day", (text) => {
  expect(isDay(text)).toBe(true);
});

test.each([undefined, "", "2026-02-29", "2026-13-01", "2026-1-1", "2026-01-01T00:00"])(
  "%j is none",
  (text) => {
    expect(isDay(text)).toBe(false);
  },
);

test("days and months go on over the ends of months and years", () => {
  expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
  expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
  expect(addMonths("2026-01", -1)).toBe("2025-12");
  expect(addMonths("2025-12", 14)).toBe("2027-02");
});

test("weeks begin on Monday, also before 1970", () => {
  expect(weekdayOf("2026-03-02")).toBe(0);
  expect(weekdayOf("1969-12-28")).toBe(6);
  expect(mondayOf("2026-03-08")).toBe("2026-03-02");
  expect(mondayOf("1970-01-01")).toBe("1969-12-29");
});

test("the day of a moment is that of UTC", () => {
  expect(dayOf(Date.parse("2026-03-28T23:59:59Z"))).toBe("2026-03-28");
});
