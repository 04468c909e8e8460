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

  test.each([
    "setTimeout(() => work(), 10);",
    "const timer = globalThis.setInterval(look, 250);",
    "new Promise((resolve) => setImmediate(resolve));",
  ])("bites on %s in the hub, and not elsewhere", (text) => {
    for (const path of [
      "packages/hub/src/a.ts",
      "apps/hub/src/run/a.ts",
      "modules/x/src/hub.ts",
      "modules/x/src/hub/legacy/a.ts",
    ]) {
      expect(findings(path, text)).toHaveLength(1);
    }
    expect(findings("modules/x/src/web/a.ts", text)).toEqual([]);
  });

  test("lets pass the timers that are awaited, and those that are handed in", () => {
    const text = `import { setTimeout as delay } from "node:timers/promises";
      await delay(10);
      hub.ports.timers.after(10, run);`;
    expect(findings("packages/hub/src/a.ts", text)).toEqual([]);
  });

  test("lets pass tests, what is made for them, and a comment", () => {
    expect(findings("packages/hub/src/a.test.ts", "app.inject(url);")).toEqual([]);
    expect(findings("packages/hub/src/rest/testing/door.ts", "app.inject(url);")).toEqual([]);
    expect(findings("packages/hub/src/a.ts", "// never app.inject(url)")).toEqual([]);
  });
});
