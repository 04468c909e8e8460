import { expect, test } from "vitest";
import { sharedProcessFindings } from "./fences/shared-process.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

test("no test file leaves anything behind in the process that it shares", () => {
  expect(lines(sharedProcessFindings(readTree()))).toEqual([]);
});

test.each([
  'process.env["TMPDIR"] = folder;',
  "process.env.TMPDIR = folder;",
  'delete process.env["TMPDIR"];',
  'vi.stubEnv("TMPDIR", folder);',
  "vi.useFakeTimers();",
  'vi.mock("./a.ts");',
  "process.chdir(folder);",
])("bites on %s", (line) => {
  const findings = (path: string) => sharedProcessFindings(treeOf({ [path]: `${line}\n` }));
  expect(findings("packages/a/src/a.test.ts")).toHaveLength(1);
  expect(findings("packages/a/src/a.ts")).toEqual([]);
});

test("lets pass what is put back, and what only looks", () => {
  const text = `vi.stubEnv("TMPDIR", folder);
vi.unstubAllEnvs();
if (process.env["TMPDIR"] === folder) look();
`;
  expect(sharedProcessFindings(treeOf({ "packages/a/src/a.test.ts": text }))).toEqual([]);
});
