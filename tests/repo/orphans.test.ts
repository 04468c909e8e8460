import { describe, expect, test } from "vitest";
import { orphanFindings } from "./fences/orphans.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

const USED = {
  "package.json": "{}",
  "packages/base/package.json": '{ "name": "@healthops/base" }',
  "apps/x/src/main.ts":
    'import { a } from "@healthops/base/a";\nstart(new URL("./worker.ts", import.meta.url));\n',
  "apps/x/src/worker.ts": "work();\n",
  "packages/base/src/a.ts": "export const a = 1;\n",
  "packages/base/src/a.test.ts": 'import { a } from "./a.ts";\n',
};

describe("every source file is put to use", () => {
  test("in this repository", () => {
    expect(lines(orphanFindings(readTree()))).toEqual([]);
  });

  test("bites on a file that nothing starts, imports or names", () => {
    const tree = treeOf({ ...USED, "apps/x/src/stray.ts": "work();\n" });
    expect(orphanFindings(tree).map(({ path }) => path)).toEqual(["apps/x/src/stray.ts"]);
  });

  test("lets pass programs, imported files, workers and tests", () => {
    expect(orphanFindings(treeOf(USED))).toEqual([]);
  });
});
