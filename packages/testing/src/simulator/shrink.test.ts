import { expect, test } from "vitest";
import { operationsOf } from "./operation.ts";
import { operationsText, shrinkList } from "./shrink.ts";

test("only what makes a list fail is left, in its order", async () => {
  const list = Array.from({ length: 200 }, (_, index) => index);
  const left = shrinkList(list, async (items) => items.includes(31) && items.includes(170));
  expect(await left).toEqual([31, 170]);
});

test("shrinking ends when its runs are used up", async () => {
  let runs = 0;
  const list = Array.from({ length: 200 }, (_, index) => index);
  const left = await shrinkList(list, async (items) => (runs += 1) > 0 && items.includes(3), 5);
  expect(runs).toBe(5);
  expect(left).toContain(3);
});

test("a seed determines its operations, and they survive being written down", () => {
  const operations = operationsOf(5, 200, 4);
  expect(operationsOf(5, 200, 4)).toEqual(operations);
  expect(operationsOf(6, 200, 4)).not.toEqual(operations);
  expect(JSON.parse(operationsText(operations))).toEqual(operations);
});
