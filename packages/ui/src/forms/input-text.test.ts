import { describe, expect, it } from "vitest";
import { localInput, momentOf, numberInput, parseNumber } from "./input-text.ts";

describe("a number that is typed", () => {
  it.each([
    ["12", 12],
    ["12,5", 12.5],
    ["12.5", 12.5],
    ["1.234,5", 1234.5],
    ["1,234.5", 1234.5],
    ["1 234", 1234],
    ["-3", -3],
    [".5", 0.5],
    ["12,", 12],
    ["", null],
    ["twelve", null],
    ["1.2.3", null],
    ["1e5", null],
  ])("%s is read as %s", (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it("is written with the language's decimal sign and read back", () => {
    expect(numberInput(12.5, ",")).toBe("12,5");
    expect(parseNumber(numberInput(12.5, ","))).toBe(12.5);
    expect(numberInput(null, ".")).toBe("");
  });
});

describe("a moment in an input", () => {
  it("is the same moment to the minute when it is read back", () => {
    const moment = "2026-03-01T08:30:00.000Z";
    expect(momentOf(localInput(moment))).toBe(moment);
    expect(momentOf("")).toBeNull();
    expect(localInput("nonsense")).toBe("");
  });
});
