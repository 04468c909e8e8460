import type { Finding, Tree } from "./tree.ts";

const MUST_HAVE = ["package.json", "README.md", "src/schema.ts", "src/module.test.ts"];

/** What may stand directly in a module's `src`; the rest belongs in a folder of its own side. */
const KNOWN = /^src\/(?:[a-z0-9-]+(?:\.test)?\.tsx?|(?:[a-z0-9-]+)\/.+)$/;

/** Every module folder has the same anatomy, so that one reads like the other. */
export function moduleFindings(tree: Tree): Finding[] {
  const found: Finding[] = [];
  for (const name of moduleNames(tree)) {
    for (const file of MUST_HAVE) {
      const path = `modules/${name}/${file}`;
      if (!tree.has(path)) found.push({ path, problem: "is missing; every module has one." });
    }
  }
  for (const path of tree.keys()) {
    const inside = /^modules\/[^/]+\/(src\/.+)$/.exec(path)?.[1];
    if (inside !== undefined && !KNOWN.test(inside)) {
      found.push({ path, problem: "is not named in lower case with hyphens." });
    }
  }
  return found;
}

function moduleNames(tree: Tree): Set<string> {
  const names = new Set<string>();
  for (const path of tree.keys()) {
    const name = /^modules\/([^/]+)\//.exec(path)?.[1];
    if (name !== undefined) names.add(name);
  }
  return names;
}
