import { expect, test } from "vitest";
import { runPlanted } from "./fences/planted.ts";

test("the formatter bites on a file that is not formatted, and on no other", () => {
  const files = { "a.ts": "export const a = { b: 1 }\n", "b.ts": "export const b = { c: 1 };\n" };
  const run = runPlanted({ configs: [".oxfmtrc.json"], files }, "oxfmt", "--check", ".");
  expect(run.status).not.toBe(0);
  expect(run.output).toContain("a.ts");
  expect(run.output).not.toContain("b.ts");
});
