import { openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import { QueryBudget, canceller, within } from "./query-budget.ts";
import { SharedAnswers } from "./shared-answers.ts";

let it: TestHub;
beforeAll(async () => {
  it = await openTestHub();
});
afterAll(() => it.close());

function counted(now = { ms: 1_000 }) {
  const answers = new SharedAnswers<number>({ now: () => now.ms }, 1_000);
  let computed = 0;
  return { now, answers, ask: (key = "") => answers.of(key, async () => ++computed) };
}

test("a hundred who ask the same at once cost one computation; who may see more has one of their own", async () => {
  const { ask } = counted();
  const strangers = await Promise.all(Array.from({ length: 100 }, () => ask("strangers")));
  expect(new Set(strangers)).toEqual(new Set([1]));
  expect(await ask("administrators")).toBe(2);
});

test("an answer grows old, and is made anew when it is told to be forgotten", async () => {
  const { now, answers, ask } = counted();
  expect(await ask()).toBe(1);
  now.ms += 999;
  expect(await ask()).toBe(1);
  now.ms += 1;
  expect(await ask()).toBe(2);
  answers.forget();
  expect(await ask()).toBe(3);
  now.ms -= 60_000;
  expect(await ask()).toBe(4);
});

test("a failure is told to all who asked meanwhile, and to nobody after them", async () => {
  const answers = new SharedAnswers<string>({ now: () => 0 }, 1_000);
  const fail = () => answers.of("", async () => Promise.reject(new Error("away")));
  const both = await Promise.allSettled([fail(), fail()]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await answers.of("", async () => "back")).toBe("back");
});

test("whoever asked first and leaves takes the answer from nobody", async () => {
  const answers = new SharedAnswers<unknown>({ now: () => 0 }, 1_000);
  const ask = () =>
    answers.of("", async () => (await it.hub.pool.query("select pg_sleep(0.2), 1 as one")).rows);
  const budget = new QueryBudget(
    canceller(
      (statement, values) => it.hub.reserved.query(statement, values),
      () => undefined,
    ),
  );
  const first = within(budget, ask);
  const second = ask();
  budget.end();
  expect(await second).toMatchObject([{ one: 1 }]);
  expect(await first).toMatchObject([{ one: 1 }]);
});
