import { expect, test } from "vitest";
import { dateWarnings } from "./vehicle-warnings.ts";

test("what runs out soon or has run out is told, the most urgent first", () => {
  const vehicles = [
    { id: "v1", inspectionDueOn: "2026-04-10", insuranceDueOn: null },
    { id: "v2", inspectionDueOn: "2026-05-01", insuranceDueOn: "2026-03-28" },
  ];
  const drivers = [{ id: "d1", licenseValidUntil: "2026-04-30" }];
  const warnings = dateWarnings(vehicles, drivers, "2026-03-31", 30);
  expect(warnings.map(({ id, what, daysLeft }) => [id, what, daysLeft])).toEqual([
    ["v2", "insurance", -3],
    ["v1", "inspection", 10],
    ["d1", "licence", 30],
  ]);
});
