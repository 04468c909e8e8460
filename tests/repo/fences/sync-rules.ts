import { isTest, type Finding, type Tree } from "./tree.ts";

const DOCUMENT = "docs/sync.md";
/** A rule as it begins: one name, or several of one sentence; then what it says first. */
const RULE = /^- \*\*([A-Z]{3}\d+(?:, [A-Z]{3}\d+)*)\*\* (_Later_)?/gm;

/** Rules of the sync specification: each has a name of its own, and a test that carries it. */
export function syncRuleFindings(tree: Tree): Finding[] {
  const cited = new Set<string>();
  for (const [path, text] of tree) {
    if (!isTest(path)) continue;
    for (const [title] of text.matchAll(/\[[A-Z]{3}\d+(?:, [A-Z]{3}\d+)*\]/g))
      for (const name of title.slice(1, -1).split(", ")) cited.add(name);
  }
  const seen = new Set<string>();
  const found: Finding[] = [];
  for (const [, names = "", later] of (tree.get(DOCUMENT) ?? "").matchAll(RULE)) {
    for (const name of names.split(", ")) {
      if (seen.has(name))
        found.push({ path: DOCUMENT, problem: `has two rules of the name ${name}.` });
      seen.add(name);
      if (later !== undefined || cited.has(name)) continue;
      const problem = `${name} is in no test's title: prove it, or mark it _Later_.`;
      found.push({ path: DOCUMENT, problem });
    }
  }
  return found;
}
