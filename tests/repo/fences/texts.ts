import { withoutComments } from "./imports.ts";
import { isTest, sourcesOf, type Finding, type Tree } from "./tree.ts";

const PRODUCT = /^(?:packages|modules|apps)\/[^/]+\/src\//;
const HOME = /^packages\/base\/src\/(?:alphabet|fold-letters|sort-key)\.ts$/;

/** Texts have one order and one folding: what is computed a second time differs from the lists some day. */
const ELSEWHERE: readonly (readonly [RegExp, string])[] = [
  [
    /\blocaleCompare\b|\bIntl\.Collator\b/,
    "orders texts in a way of its own; take compareText of packages/base/src/compare-text.ts, as lists do [LST1].",
  ],
  [
    /\\p\{M(?:ark|n)?\}|normalize\("NFK?D"\)/,
    "folds texts in a way of its own; take foldLetters of packages/base/src/fold-letters.ts, as search does [LST2].",
  ],
];

export function textFindings(tree: Tree): Finding[] {
  const found: Finding[] = [];
  for (const [path, text] of sourcesOf(tree)) {
    if (!PRODUCT.test(path) || HOME.test(path) || isTest(path)) continue;
    const code = withoutComments(text);
    for (const [pattern, problem] of ELSEWHERE) {
      if (pattern.test(code)) found.push({ path, problem });
    }
  }
  return found;
}
