import { withoutComments } from "./imports.ts";
import { isTest, sourcesOf, type Finding, type Tree } from "./tree.ts";

const PRODUCT = /^(?:packages|modules|apps)\/[^/]+\/src\//;
/** The simulated request of the tests; `testing` folders are theirs. */
const FOR_TESTS = /\/testing\//;

/**
 * What ended a hub before: product code calls functions, never the hub's own routes by `inject`, whose
 * request has no socket and outlives its answer.
 */
const ENDS_THE_HUB: readonly (readonly [RegExp, string])[] = [
  [
    /\binject\b/,
    "calls the hub through a simulated request; call the function that the route calls.",
  ],
];

export function aliveFindings(tree: Tree): Finding[] {
  const found: Finding[] = [];
  for (const [path, text] of sourcesOf(tree)) {
    if (!PRODUCT.test(path) || FOR_TESTS.test(path) || isTest(path)) continue;
    const code = withoutComments(text);
    for (const [pattern, problem] of ENDS_THE_HUB) {
      if (pattern.test(code)) found.push({ path, problem });
    }
  }
  return found;
}
