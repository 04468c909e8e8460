import { describe, expect, test } from "vitest";
import { aliveFindings } from "./fences/alive.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

function findings(path: string, text: string): string[] {
  return lines(aliveFindings(treeOf({ [path]: text })));
}

describe("nothing in the product does what ended a hub before", () => {
  test("in this repository", () => {
    expect(lines(aliveFindings(readTree()))).toEqual([]);
  });

  test.each(['await app.inject({ url: "/" });', "const { inject } = app;", "app?.inject(url);"])(
    "bites on %s",
    (text) => {
      for (const path of ["modules/wellness/src/hub/a.ts", "packages/hub/src/http/a.ts"]) {
        expect(findings(path, text)).toHaveLength(1);
      }
    },
  );

  test("lets pass tests, what is made for them, and a comment", () => {
    expect(findings("packages/hub/src/a.test.ts", "app.inject(url);")).toEqual([]);
    expect(findings("packages/hub/src/rest/testing/door.ts", "app.inject(url);")).toEqual([]);
    expect(findings("packages/hub/src/a.ts", "// never app.inject(url)")).toEqual([]);
  });
});
