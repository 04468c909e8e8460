import { describe, expect, test } from "vitest";
import { decisionFindings } from "./fences/decisions.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

const LIST = { "docs/decisions/README.md": "- [one](0001-one.md)\n- [two](0002-two.md)\n" };

describe("decision notes are numbered, named and listed", () => {
  test("in this repository", () => {
    expect(lines(decisionFindings(readTree()))).toEqual([]);
  });

  test.each([
    ["an unnumbered note", { ...LIST, "docs/decisions/database.md": "" }],
    ["a gap in the numbers", { ...LIST, "docs/decisions/0002-two.md": "" }],
    [
      "a number used twice",
      {
        ...LIST,
        "docs/decisions/0001-one.md": "",
        "docs/decisions/0001-uno.md": "",
        "docs/decisions/README.md": "(0001-one.md) (0001-uno.md)",
      },
    ],
    ["an unlisted note", { "docs/decisions/README.md": "", "docs/decisions/0001-one.md": "" }],
    ["a missing list", { "docs/decisions/0001-one.md": "" }],
  ])("bites on %s", (_case, files) => {
    expect(decisionFindings(treeOf(files))).toHaveLength(1);
  });

  test("lets listed notes pass", () => {
    const notes = { "docs/decisions/0001-one.md": "", "docs/decisions/0002-two.md": "" };
    expect(decisionFindings(treeOf({ ...LIST, ...notes }))).toEqual([]);
  });
});
