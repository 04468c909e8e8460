import { describe, expect, test } from "vitest";
import { lockfileFindings } from "./fences/lockfile.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

const GOOD = { version: "1.2.3", integrity: "sha512-abc" };

function locking(locked: object, manifest: object = {}): string[] {
  const packages = { "": {}, "node_modules/some-library": locked };
  return lines(
    lockfileFindings(
      treeOf({
        "package.json": JSON.stringify(manifest),
        "package-lock.json": JSON.stringify({ packages }),
      }),
    ),
  );
}

describe("what is installed is what was looked at", () => {
  test("in this repository", () => {
    expect(lines(lockfileFindings(readTree()))).toEqual([]);
  });

  test.each([
    ["without a hash", { version: "1.2.3" }],
    ["with a weak hash", { ...GOOD, integrity: "sha1-abc" }],
    ["from an address", { ...GOOD, resolved: "https://packages.example/some.tgz" }],
    ["from a repository", { ...GOOD, resolved: "git+ssh://git@code.example/some.git#abc" }],
    ["of no exact version", { integrity: "sha512-abc" }],
    ["that runs a script unasked", { ...GOOD, hasInstallScript: true }],
  ])("bites on a package %s", (_what, locked) => {
    expect(locking(locked)).toHaveLength(1);
  });

  test("lets pass a script that was looked at, and nobody else's", () => {
    const locked = { ...GOOD, hasInstallScript: true };
    expect(locking(locked, { allowScripts: { "some-library": true } })).toEqual([]);
    expect(locking(locked, { allowScripts: { "some-library": false } })).toHaveLength(1);
  });

  test.each([
    "git+https://code.example/some.git",
    "https://packages.example/some.tgz",
    "somebody/some",
    "github:somebody/some",
    "file:../some",
    "npm:other@1.0.0",
    "latest",
  ])("bites on a dependency wanted as %s", (wanted) => {
    expect(locking(GOOD, { dependencies: { some: wanted } })).toHaveLength(1);
  });

  test("lets pass a dependency by name and version", () => {
    expect(locking(GOOD, { dependencies: { some: "1.2.3", other: "^2.0.0" } })).toEqual([]);
  });
});
