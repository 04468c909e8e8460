import { expect, test } from "vitest";
import { progressLine } from "./progress-line.ts";

function shown(isTTY: boolean, shares: readonly number[]): readonly string[] {
  const written: string[] = [];
  const show = progressLine({ isTTY, write: (text) => written.push(text) });
  for (const share of shares) show("Working", share);
  return written;
}

test("a terminal sees one line that is rewritten", () => {
  expect(shown(true, [0.1, 0.11, 1])).toEqual([
    "\rWorking … 10 %",
    "\rWorking … 11 %",
    "\rWorking … 100 %\n",
  ]);
});

test("a log gets a line at every quarter", () => {
  expect(shown(false, [0.05, 0.1, 0.3, 0.4, 0.99, 1])).toEqual([
    "Working … 5 %\n",
    "Working … 30 %\n",
    "Working … 99 %\n",
    "Working … 100 %\n",
  ]);
});
