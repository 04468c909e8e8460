import { expect, test } from "vitest";
import { Batched } from "./batched.ts";
import { QueryBudget, currentBudget, within } from "./query-budget.ts";

test("what is asked meanwhile goes together, each gets its own answer, one statement at a time", async () => {
  const batches: (readonly string[])[] = [];
  const gate = Promise.withResolvers<void>();
  const batched = new Batched<string, string>(async (keys) => {
    batches.push(keys);
    if (batches.length === 1) await gate.promise;
    return keys.map((key) => key.toUpperCase());
  }, 2);
  const answers = ["a", "b", "c", "d"].map((key) => batched.of(key));
  expect([batches.length, batched.waiting]).toEqual([1, 3]);
  gate.resolve();
  expect(await Promise.all(answers)).toEqual(["A", "B", "C", "D"]);
  expect(batches).toEqual([["a"], ["b", "c"], ["d"]]);
});

test("a failure is told to those who asked with it, and the next are asked for anew", async () => {
  let times = 0;
  const batched = new Batched<number, number>(async (keys) => {
    if (++times === 1) throw new Error("away");
    return keys;
  });
  await expect(batched.of(1)).rejects.toThrow("away");
  expect(await batched.of(2)).toBe(2);
});

test("it is part of nobody's budget, as others wait for the same statement", async () => {
  const batched = new Batched<number, unknown>(async (keys) => keys.map(() => currentBudget()));
  const budget = new QueryBudget(() => undefined);
  expect(await within(budget, () => batched.of(1))).toBeNull();
});
