import { describe, expect, test } from "vitest";
import { syncRuleFindings } from "./fences/sync-rules.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

const DOCUMENT = "docs/sync.md";

describe("every rule of the sync specification is proved", () => {
  test("in this repository", () => {
    expect(lines(syncRuleFindings(readTree()))).toEqual([]);
  });

  test.each([
    ["a rule that no test names", "- **ORD1** In order.\n", "- **ORD2** Once."],
    ["a name that two rules have", "- **ORD1** In order.\n- **ORD1** Once.\n", ""],
    ["the second of two rules of one sentence", "- **ORD1, ORD2** In order.\n", ""],
  ])("bites on %s", (_case, ...rules) => {
    const tree = treeOf({
      [DOCUMENT]: `# Rules\n\n${rules.join("")}`,
      "packages/hub/src/order.test.ts": 'test("[ORD1] positions are dense", () => {});\n',
      "packages/hub/src/order.ts": "/** What another file says of it proves nothing [ORD2]. */\n",
    });
    expect(syncRuleFindings(tree)).toHaveLength(1);
  });

  test("lets pass what is proved, also with another, and what comes later", () => {
    const tree = treeOf({
      [DOCUMENT]:
        "- **ORD1** In order.\n- **ORD2** Once.\n- **PUL6, PUL7** _Later_: digests.\n- **VER2** _Later_: older ones.\n",
      "tests/e2e/order.test.ts": 'test("[ORD1, ORD2] a write is there once", () => {});\n',
    });
    expect(syncRuleFindings(tree)).toEqual([]);
  });
});
