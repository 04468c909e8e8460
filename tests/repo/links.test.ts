import { describe, expect, test } from "vitest";
import { linkFindings } from "./fences/links.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

const FILES = {
  "docs/sync.md": "# Sync: the rules\n\n## Push [PSH]\n",
  "packages/hub/src/push.ts": "",
};

function findings(text: string): string[] {
  return lines(linkFindings(treeOf({ ...FILES, "docs/here.md": text })));
}

describe("links and file names in the documentation lead somewhere", () => {
  test("in this repository", () => {
    expect(lines(linkFindings(readTree()))).toEqual([]);
  });

  test.each([
    ["a missing file", "[push](../packages/hub/src/pull.ts)"],
    ["a missing heading", "[push](sync.md#pull-pul)"],
    ["a missing heading of its own", "[push](#nowhere)"],
    ["a file named in prose", "See `packages/hub/src/pull.ts`."],
  ])("bites on %s", (_case, text) => {
    expect(findings(`# Here\n\n${text}\n`)).toHaveLength(1);
  });

  test.each([
    ["a file", "[push](../packages/hub/src/push.ts)"],
    ["a folder", "[hub](../packages/hub/)"],
    ["a heading", "[push](sync.md#push-psh) and [here](#here)"],
    ["another site", "[site](https://example.org/nothing)"],
    ["code", "```md\n[no](nowhere.md)\n```\n`[no](nowhere.md)`"],
    ["a file named in prose", "See `packages/hub/src/push.ts` in `packages/hub`."],
  ])("lets pass %s", (_case, text) => {
    expect(findings(`# Here\n\n${text}\n`)).toEqual([]);
  });
});
