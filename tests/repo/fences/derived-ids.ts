import { withoutComments } from "./imports.ts";
import { isTest, sourcesOf, type Finding, type Tree } from "./tree.ts";

const PRODUCT = /^(?:packages|modules|apps)\/[^/]+\/src\//;
/** Declared natural keys, whose records say by themselves whose they are; and data that nobody really has. */
const KNOWN = /(?:^packages\/(?:base\/src\/ids|schema\/src\/natural-key)|\/demo\/.*)\.ts$/;

/**
 * Anybody can compute a derived id, and ask by it whether somebody else's record is there. So only
 * natural keys have one, which the engine compares with the content; all else takes the hub's secret [PSH6].
 */
export function derivedIdFindings(tree: Tree): Finding[] {
  const found: Finding[] = [];
  for (const [path, text] of sourcesOf(tree)) {
    if (!PRODUCT.test(path) || KNOWN.test(path) || isTest(path)) continue;
    if (/\bderivedId\b/.test(withoutComments(text))) {
      found.push({
        path,
        problem:
          "makes an id that anybody can compute; take hub.secretIds, or declare a naturalKey [NAT1].",
      });
    }
  }
  return found;
}
