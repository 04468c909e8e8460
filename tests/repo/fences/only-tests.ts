import { importsOf, withoutComments } from "./imports.ts";
import { isTest, sourcesOf, type Finding, type Tree } from "./tree.ts";

const PRODUCT = /^(?:packages|modules|apps)\/[^/]+\/src\//;
/** What tests are made of, and what only they run. */
const FOR_TESTS = /\/testing\/|\/test-kit\/|^packages\/testing\/|^tests\//;
const NAMED = /^\s*import\s+(?:type\s+)?\{([^}]*)\}\s*from\s*["']([^"']+)["']/gm;
const DECLARED = /^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm;

/**
 * Exports of the product that tests import and nobody else does. The unused-code check counts a test as a
 * use; a test that keeps its own subject alive proves nothing that anybody needs.
 */
export function onlyTestedFindings(tree: Tree): Finding[] {
  const used = usesOf(tree, (path) => isProduct(path) || path.startsWith("bench/"));
  const tested = usesOf(tree, (path) => isTest(path) || FOR_TESTS.test(path));
  const whole = wholesOf(tree);
  return sourcesOf(tree)
    .filter(([path]) => isProduct(path) && !whole.has(path))
    .flatMap(([path, text]) => {
      const code = withoutComments(text);
      const names = [...code.matchAll(DECLARED)].map(([, name = ""]) => name);
      return names
        .filter((name) => tested.has(`${path} ${name}`) && !used.has(`${path} ${name}`))
        .filter((name) => [...code.matchAll(new RegExp(`\\b${name}\\b`, "g"))].length === 1)
        .map((name) => ({ path, problem: `${name} is used by tests only; remove it with them.` }));
    });
}

function isProduct(path: string): boolean {
  return PRODUCT.test(path) && !isTest(path) && !FOR_TESTS.test(path);
}

/** `path name` of everything that files of the kind import by name. */
function usesOf(tree: Tree, isOfKind: (path: string) => boolean): ReadonlySet<string> {
  const targets = new Map(
    importsOf(tree).map(({ from, specifier, target }) => [`${from} ${specifier}`, target]),
  );
  const uses = new Set<string>();
  for (const [path, text] of sourcesOf(tree)) {
    if (!isOfKind(path)) continue;
    for (const [, names = "", specifier = ""] of withoutComments(text).matchAll(NAMED)) {
      const target = targets.get(`${path} ${specifier}`);
      for (const name of names.split(",")) {
        const [own = ""] = name
          .trim()
          .replace(/^type /, "")
          .split(" as ");
        uses.add(`${target} ${own.trim()}`);
      }
    }
  }
  return uses;
}

/** Files that something loads as a whole: which of their exports it then uses, nobody can tell here. */
function wholesOf(tree: Tree): ReadonlySet<string> {
  const loaded = new Set<string>();
  const targets = new Map(
    importsOf(tree).map(({ from, specifier, target }) => [`${from} ${specifier}`, target]),
  );
  for (const [path, text] of sourcesOf(tree)) {
    for (const [, specifier = ""] of text.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g)) {
      const target = targets.get(`${path} ${specifier}`);
      if (target !== undefined && isProduct(path)) loaded.add(target);
    }
  }
  return loaded;
}
