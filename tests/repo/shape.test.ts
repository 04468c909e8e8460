import { describe, expect, test } from "vitest";
import { shapeFindings } from "./fences/shape.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

function findings(path: string, text: string): string[] {
  return lines(shapeFindings(treeOf({ [path]: text })));
}

describe("files are short and own what they export", () => {
  test("in this repository", () => {
    expect(lines(shapeFindings(readTree()))).toEqual([]);
  });

  test("bites on a file of more than 400 lines", () => {
    expect(findings("packages/base/src/a.ts", "// line\n".repeat(400))).toEqual([]);
    expect(findings("packages/base/src/a.ts", "// line\n".repeat(401))).toHaveLength(1);
  });

  test.each([
    ["a barrel", 'export * from "./b.ts";'],
    ["a named re-export", 'export {\n  b,\n} from "./b.ts";'],
    ["a re-exported type", 'export type { B } from "./b.ts";'],
    ["a re-exported namespace", 'export * as b from "./b.ts";'],
    ["a default export", "export default 1;"],
  ])("bites on %s", (_case, text) => {
    expect(findings("packages/base/src/a.ts", `${text}\n`)).toHaveLength(1);
  });

  test("bites on an index file", () => {
    expect(findings("packages/base/src/index.ts", "export const a = 1;\n")).toHaveLength(1);
  });

  test("lets a tool's configuration export its default", () => {
    expect(findings("vitest.config.ts", "export default {};\n")).toEqual([]);
  });
});
