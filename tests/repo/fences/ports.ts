import { withoutComments } from "./imports.ts";
import { isTest, sourcesOf, type Finding, type Tree } from "./tree.ts";

const CORE =
  /^(?:packages\/(?:base|schema|protocol|replica)\/src\/|modules\/[^/]+\/src\/(?:schema|rules|commands)\.ts$)/;

/** Where the ports are made, and what is written for one platform only. */
const EDGE = /^packages\/(?:base\/src\/system-ports\.ts$|replica\/src\/(?:node|browser)\/)/;

/** Ways to the clock and to randomness, beside those that the linter knows by name. */
const OUTSIDE: readonly (readonly [RegExp, string])[] = [
  [/\bnew Date\(\s*\)|(?<!new )\bDate\(\s*\)/, "reads the machine's clock; take the Clock port."],
  [
    /\bDate\.now\b|\bTemporal\.Now\b|\bperformance\.now\b/,
    "reads the machine's clock; take the Clock port.",
  ],
  [/\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/, "draws at random; take the Random port."],
  [/\bglobalThis\b/, "reaches around its ports by globalThis."],
  [/\bv[47]\(\s*\)/, "draws an id at random; use newId with ports."],
];

/** Rule 5: core code is handed its clock, timers, network and randomness. */
export function portFindings(tree: Tree): Finding[] {
  const found: Finding[] = [];
  for (const [path, text] of sourcesOf(tree)) {
    if (!CORE.test(path) || EDGE.test(path) || isTest(path)) continue;
    const code = withoutComments(text);
    for (const [pattern, problem] of OUTSIDE) {
      if (pattern.test(code)) found.push({ path, problem });
    }
  }
  return found;
}
