import { describe, expect, test } from "vitest";
import { cycleFindings } from "./fences/cycles.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

describe("imports go in no circle", () => {
  test("in this repository", () => {
    expect(lines(cycleFindings(readTree()))).toEqual([]);
  });

  test("bites on a circle inside a package, types included", () => {
    const tree = treeOf({
      "packages/base/src/a.ts": 'import type { B } from "./b.ts";\n',
      "packages/base/src/b.ts": 'import { c } from "./sub/c.ts";\n',
      "packages/base/src/sub/c.ts": 'import { a } from "../a.ts";\n',
    });
    expect(lines(cycleFindings(tree))).toEqual([
      expect.stringContaining("a.ts → packages/base/src/b.ts → packages/base/src/sub/c.ts"),
    ]);
  });

  test("bites on a circle across packages", () => {
    const tree = treeOf({
      "modules/x/package.json": '{ "name": "@healthops/x" }',
      "modules/y/package.json": '{ "name": "@healthops/y" }',
      "modules/x/src/schema.ts": 'import { y } from "@healthops/y/schema";\n',
      "modules/y/src/schema.ts": 'import { x } from "@healthops/x/schema";\n',
    });
    expect(cycleFindings(tree)).toHaveLength(1);
  });

  test("lets pass two ways to one file", () => {
    const tree = treeOf({
      "packages/base/src/a.ts": 'import { b } from "./b.ts";\nimport { c } from "./c.ts";\n',
      "packages/base/src/b.ts": 'import { c } from "./c.ts";\n',
      "packages/base/src/c.ts": "export const c = 1;\n",
    });
    expect(cycleFindings(tree)).toEqual([]);
  });
});
