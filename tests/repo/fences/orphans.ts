import { importsOf } from "./imports.ts";
import { isTest, sourcesOf, type Finding, type Tree } from "./tree.ts";

/** Where a program starts, or what a tool opens by its own convention. */
const START = /(?:^|\/)(?:main|[\w.-]+\.config)\.tsx?$/;

/**
 * Sources that nothing starts, imports or names. The unused-code check finds exports that nobody
 * imports, but takes every file of a package for an entry, because its `exports` offer them all.
 */
export function orphanFindings(tree: Tree): Finding[] {
  const imported = new Set(importsOf(tree).map(({ target }) => target));
  return sourcesOf(tree)
    .filter(([path]) => !START.test(path) && !isTest(path) && !imported.has(path))
    .filter(([path]) => !isNamed(tree, path))
    .map(([path]) => ({ path, problem: "is imported by nothing; remove it or put it to use." }));
}

/** Whether another file names it in quotes: workers, child processes and configuration do. */
function isNamed(tree: Tree, path: string): boolean {
  const quoted = new RegExp(
    `["'/]${path.slice(path.lastIndexOf("/") + 1).replaceAll(".", "\\.")}["']`,
  );
  return [...tree].some(([other, text]) => other !== path && quoted.test(text));
}
