import { describe, expect, test } from "vitest";
import { placeFindings } from "./fences/places.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

/** Put together here, so that this file does not itself name them. */
const FOLDERS = [
  ["work", "main"],
  ["home", "somebody", "src"],
  ["Users", "somebody", "src"],
];
const REGISTRY = ["registry", "npmjs", "org"].join(".");

function findings(path: string, text: string): string[] {
  return lines(placeFindings(treeOf({ [path]: text })));
}

describe("nothing tracked is true on one machine only", () => {
  test("in this repository", () => {
    expect(lines(placeFindings(readTree()))).toEqual([]);
  });

  test.each(FOLDERS.map((parts) => `/${parts.join("/")}`))("bites on the folder %s", (folder) => {
    expect(findings("README.md", `Go to ${folder}/there.\n`)).toHaveLength(1);
    expect(findings("apps/hub/src/a.ts", `open("${folder}/there");\n`)).toHaveLength(1);
  });

  test("bites on a package registry", () => {
    expect(findings("docs/a.md", `See https://${REGISTRY}/pg.\n`)).toHaveLength(1);
    expect(findings(".npmrc", "registry=http://10.0.0.1:4873\n")).toHaveLength(1);
  });

  test("bites on a locked package's address, and not on a linked folder", () => {
    const address = JSON.stringify({ resolved: "https://packages.example/pg.tgz" });
    expect(findings("package-lock.json", address)).toHaveLength(1);
    expect(findings("package-lock.json", JSON.stringify({ resolved: "apps/hub" }))).toEqual([]);
  });

  test("lets routes and relative paths pass", () => {
    expect(findings("docs/a.md", "GET /api/work/orders, src/home/page/, ./work/\n")).toEqual([]);
  });
});
