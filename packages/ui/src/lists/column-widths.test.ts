import { expect, test } from "vitest";
import { NO_WIDTHS, columnWidthsOf, resized, withoutWidth } from "./column-widths.ts";

test("what was kept is read with care", () => {
  expect(columnWidthsOf({ name: 120.4, note: 9_000, count: 1, odd: "wide", none: null })).toEqual({
    name: 120,
    note: 800,
    count: 56,
  });
  for (const odd of [null, 4, "x", [1], { a: Number.NaN }])
    expect(columnWidthsOf(odd)).toBe(NO_WIDTHS);
});

test("a column gets its width within limits, those before it stay as they are drawn", () => {
  const drawn = [
    ["name", 210.6],
    ["note", 300],
  ] as const;
  expect(resized({ later: 90 }, drawn, 340)).toEqual({ later: 90, name: 211, note: 340 });
  expect(resized({}, drawn, 2)["note"]).toBe(56);
  expect(resized({ later: 90 }, [], 340)).toEqual({ later: 90 });
});

test("a column gives its width back", () => {
  expect(withoutWidth({ name: 100, note: 200 }, "note")).toEqual({ name: 100 });
});
