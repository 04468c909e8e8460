import { expect, test } from "vitest";
import { drawingOrder, hasValues } from "./chart-data.ts";

test("stacked bars reach up to the sum of those below, and the highest is drawn first", () => {
  const order = drawingOrder([
    { name: "goal", values: [9, 9], dashed: true },
    { name: "low", values: [1, 2], kind: "bars", stacked: true },
    { name: "high", values: [3, null], kind: "bars", stacked: true },
  ]);
  expect(order.map(({ series, tops }) => [series.name, tops])).toEqual([
    ["high", [4, null]],
    ["low", [1, 2]],
    ["goal", [9, 9]],
  ]);
  expect(order.map(({ place }) => place)).toEqual([2, 1, 0]);
});

test("a chart of goals alone has nothing to show", () => {
  expect(hasValues([{ name: "goal", values: [9], dashed: true }])).toBe(false);
  expect(hasValues([{ name: "eaten", values: [null, 0] }])).toBe(true);
});
