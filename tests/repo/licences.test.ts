import { describe, expect, test } from "vitest";
import { licenceFindings } from "./fences/licences.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

function locking(name: string, license?: string): string[] {
  const packages = { "": {}, [`node_modules/${name}`]: { license } };
  return lines(
    licenceFindings(
      treeOf({ LICENSE: "Apache License", "package-lock.json": JSON.stringify({ packages }) }),
    ),
  );
}

describe("licences are permissive", () => {
  test("in this repository and everything that it installs", () => {
    expect(lines(licenceFindings(readTree()))).toEqual([]);
  });

  test.each([
    "GPL-3.0-only",
    "AGPL-3.0",
    "MPL-2.0",
    "MIT AND GPL-2.0",
    "SEE LICENSE IN x",
    undefined,
  ])("bites on a dependency under %s", (license) => {
    expect(locking("some-library", license)).toHaveLength(1);
  });

  test.each(["MIT", "ISC", "BSD-3-Clause", "(MIT OR GPL-2.0)", "Apache-2.0 AND MIT"])(
    "lets pass a dependency under %s",
    (license) => {
      expect(locking("some-library", license)).toEqual([]);
    },
  );

  test("bites on a package of ours without the licence, and on a missing licence text", () => {
    const tree = treeOf({ "packages/x/package.json": '{ "license": "MIT" }' });
    expect(licenceFindings(tree).map((finding) => finding.path)).toEqual([
      "packages/x/package.json",
      "LICENSE",
    ]);
  });
});
