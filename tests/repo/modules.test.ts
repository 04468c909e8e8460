import { describe, expect, test } from "vitest";
import { moduleFindings } from "./fences/modules.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

const WHOLE = {
  "modules/x/package.json": "{}",
  "modules/x/README.md": "# x\n",
  "modules/x/src/schema.ts": "",
  "modules/x/src/module.test.ts": "",
};

describe("every module folder has the same anatomy", () => {
  test("in this repository", () => {
    expect(lines(moduleFindings(readTree()))).toEqual([]);
  });

  test.each(Object.keys(WHOLE))("bites when %s is missing", (missing) => {
    const tree = new Map(treeOf(WHOLE));
    tree.delete(missing);
    expect(moduleFindings(tree).map((finding) => finding.path)).toEqual([missing]);
  });

  test("bites on a file that is not named like the others", () => {
    const tree = treeOf({ ...WHOLE, "modules/x/src/MyRules.ts": "" });
    expect(moduleFindings(tree)).toHaveLength(1);
  });

  test("lets a whole module pass", () => {
    expect(moduleFindings(treeOf(WHOLE))).toEqual([]);
  });
});
