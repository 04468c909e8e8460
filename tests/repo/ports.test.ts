import { describe, expect, test } from "vitest";
import { portFindings } from "./fences/ports.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

function findings(path: string, text: string): string[] {
  return lines(portFindings(treeOf({ [path]: text })));
}

describe("core code is handed its clock, timers, network and randomness", () => {
  test("in this repository", () => {
    expect(lines(portFindings(readTree()))).toEqual([]);
  });

  test.each([
    "const now = new Date();",
    "const now = Date();",
    "const now = Date.now();",
    "const now = Temporal.Now.instant();",
    "const luck = Math.random();",
    "const id = crypto.randomUUID();",
    "const id = v7();",
    "globalThis.setTimeout(run, 1);",
  ])("bites on %s", (text) => {
    for (const path of ["packages/replica/src/a.ts", "modules/wellness/src/rules.ts"]) {
      expect(findings(path, text)).toHaveLength(1);
    }
  });

  test("lets pass a date made of a given time, a comment, the edge and tests", () => {
    expect(findings("packages/base/src/a.ts", "const day = new Date(given_ms);")).toEqual([]);
    expect(findings("packages/base/src/a.ts", "// not Date.now()")).toEqual([]);
    expect(findings("packages/base/src/system-ports.ts", "Date.now();")).toEqual([]);
    expect(findings("packages/replica/src/node/a.ts", "Date.now();")).toEqual([]);
    expect(findings("packages/replica/src/a.test.ts", "Date.now();")).toEqual([]);
    expect(findings("packages/hub/src/a.ts", "Date.now();")).toEqual([]);
  });
});
