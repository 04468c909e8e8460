import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { microsOfMoment, momentOfMicros } from "./moment.ts";

describe("moments", () => {
  test("keep their microseconds", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e15, max: 8e15 }), (micros) => {
        expect(microsOfMoment(momentOfMicros(micros))).toBe(micros);
      }),
    );
  });

  test.each([
    ["2026-03-01", "2026-03-01T00:00:00.000000Z"],
    ["2026-03-01T08:30Z", "2026-03-01T08:30:00.000000Z"],
    ["2026-03-01T08:30:01.5+03:00", "2026-03-01T05:30:01.500000Z"],
    ["2026-03-01T08:30:01-00:30", "2026-03-01T09:00:01.000000Z"],
  ])("%s is %s", (text, moment) => {
    expect(momentOfMicros(microsOfMoment(text) ?? Number.NaN)).toBe(moment);
  });

  test.each([
    "",
    "now",
    "2026-02-30",
    "2026-01-01T25:00Z",
    "2026-01-01 10:00Z",
    "20260101",
    "9999-12-31",
  ])("%s is none", (text) => {
    expect(microsOfMoment(text)).toBe(null);
  });
});
