import { expect, test } from "vitest";
import { judge, plain } from "./line.ts";
import type { Line } from "./line.ts";
import { tableText } from "./table.ts";

const rate: Line = {
  what: "push",
  unit: "mutations/s",
  better: "higher",
  rounds: [9, 12, 15],
  baseline: [2, 4, 3],
  aim: { atLeast: 16, timesBaseline: 3 },
};
const time: Line = { what: "list", unit: "ms", better: "lower", rounds: [6, 5, 4] };

test("the median counts, and an aim is missed by the share that is lacking", () => {
  expect(judge(rate)).toMatchObject({
    measured: 12,
    best: 15,
    ratio: 4,
    baselineMeasured: 3,
    missed: [
      { aim: "≥ 16 mutations/s", by: 0.25 },
      { aim: "≥ 3 × baseline", by: 0 },
    ],
  });
});

test("where less is better, the best is the least and the ratio turns round", () => {
  const judged = judge({ ...time, baseline: [10, 10, 10], aim: { atMost: 4 } });
  expect(judged).toMatchObject({ measured: 5, best: 4, ratio: 2 });
  expect(judged.missed).toEqual([{ aim: "≤ 4 ms", by: 0.25 }]);
});

test("without an aim or a baseline nothing is judged", () => {
  expect(judge(time)).toMatchObject({ missed: null, ratio: null, baselineMeasured: null });
});

test("the table says what was missed and by how much", () => {
  const lines = [judge(rate), judge({ ...time, aim: { atMost: 9 }, note: "on a desk" })];
  const table = tableText([{ name: "case", title: "a case", load: 2.04, lines }]);
  expect(table).toContain("≥ 16 mutations/s missed by 25 %; ≥ 3 × baseline met");
  expect(table).toMatch(/list .* 5 ms .* met\n/);
  expect(table).toContain("list: on a desk");
  expect(table).toContain("case: a case (load 2.0)");
});

test.each([
  [1_234_567.8, "1,234,568"],
  [12.345, "12.3"],
  [1.234, "1.23"],
  [7, "7"],
])("%s reads %s", (value, text) => {
  expect(plain(value)).toBe(text);
});
