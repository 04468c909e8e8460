import fc from "fast-check";
import { expect, test } from "vitest";
import type { CellContent } from "./cell-text.ts";
import { EMPTY_CELL, cellText, parseCell } from "./cell-text.ts";
import { codesOf } from "./terms/codes.ts";

const CODES = codesOf([]);
const read = (text: string) => parseCell(text, CODES);

test.each<[string, Partial<CellContent>]>([
  ["", {}],
  ["n", { code: "N" }],
  ["i", { code: "İ" }],
  ["8", { hours: 8 }],
  ["7,5", { hours: 7.5 }],
  ["7:30", { hours: 7.5 }],
  ["8-17", { startTime: "08:00", endTime: "17:00" }],
  ["22:00-6", { startTime: "22:00", endTime: "06:00" }],
  ["16-24", { startTime: "16:00", endTime: "00:00" }],
  ["08:30-17:30/45", { startTime: "08:30", endTime: "17:30", breakMinutes: 45 }],
  ["8 G", { code: "G", hours: 8 }],
])("%j is understood", (text, content) => {
  expect(read(text)).toEqual({ ...EMPTY_CELL, ...content });
});

test.each(["X", "25", "8-25", "8:70", "N H", "8 9", "8 8-17", "8-17/999", "hello there"])(
  "%j is not taken",
  (text) => expect(read(text)).toBeNull(),
);

test("every cell's text reads back as the same cell", () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
  const none = { startTime: null, endTime: null, breakMinutes: null, hours: null };
  const duration = fc.oneof(
    fc.constant(none),
    fc
      .integer({ min: 0, max: 2400 })
      .map((hundredths) => Object.assign({}, none, { hours: hundredths / 100 })),
    fc.record({
      startTime: time,
      endTime: time,
      breakMinutes: fc.option(fc.integer({ min: 0, max: 720 })),
      hours: fc.constant(null),
    }),
  );
  const code = fc.option(fc.constantFrom(...CODES.keys()));
  fc.assert(
    fc.property(code, duration, (letter, rest) => {
      const cell = { ...rest, code: letter };
      expect(read(cellText(cell))).toEqual(cell);
    }),
  );
});
