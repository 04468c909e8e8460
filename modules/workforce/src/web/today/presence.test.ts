import { describe, expect, test } from "vitest";
import { employee, entry, monthOf } from "../timesheets/testing/month.ts";
import { employedOn, missingCells, presenceOn } from "./presence.ts";

const AYSE = employee("e1", "Ayşe", null);
const CAN = { ...employee("e2", "Can", null), hiredOn: "2026-04-02" };
// 1 April 2026 is a Wednesday.
const MONTH = monthOf(
  [AYSE, CAN],
  [
    entry("e1", "2026-04-01", { hours: 8 }),
    entry("e1", "2026-04-02", { code: "R" }),
    entry("e2", "2026-04-02", { code: "S" }),
    entry("e2", "2026-04-03", {}),
    entry("e1", "2026-04-05", { code: "H", hours: 4 }),
  ],
);

describe("where somebody is", () => {
  test("follows from what was entered", () => {
    expect(presenceOn(MONTH, AYSE, "2026-04-01")).toBe("in");
    expect(presenceOn(MONTH, AYSE, "2026-04-02")).toBe("absent");
    expect(presenceOn(MONTH, CAN, "2026-04-02")).toBe("leave");
  });

  test("is open on a working day without an entry, and also when it was emptied", () => {
    expect(presenceOn(MONTH, AYSE, "2026-04-03")).toBe("open");
    expect(presenceOn(MONTH, CAN, "2026-04-03")).toBe("open");
    expect(presenceOn(MONTH, CAN, "2026-04-05")).toBe("off");
  });

  test("who works on their day of rest is there", () => {
    expect(presenceOn(MONTH, AYSE, "2026-04-05")).toBe("in");
  });
});

test("missing are working days of those employed then", () => {
  expect(missingCells(MONTH, [AYSE, CAN], "2026-04-05")).toEqual({ expected: 5, missing: 2 });
  expect(employedOn([AYSE, CAN], "2026-04-01")).toEqual([AYSE]);
});
