import { withoutComments } from "./imports.ts";
import { isTest, sourcesOf, type Finding, type Tree } from "./tree.ts";

const PRODUCT = /^(?:packages|modules|apps)\/[^/]+\/src\//;
/** The simulated request of the tests; `testing` folders are theirs. */
const FOR_TESTS = /\/testing\//;

/** Programs of the hub's process: there a failure that nobody hears ends everything. */
const OF_THE_HUB = /^(?:packages\/hub\/|apps\/hub\/|modules\/[^/]+\/src\/hub(?:\/|\.ts$))/;
const RAW_TIMER = /(?<![.\w])(?:globalThis\.)?(?:setTimeout|setInterval|setImmediate)\s*\(/;

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

const RAW =
  "sets a timer whose failure ends the process; take the hub's guarded timers (hub.ports.timers), or await node:timers/promises.";

export function aliveFindings(tree: Tree): Finding[] {
  const found: Finding[] = [];
  for (const [path, text] of sourcesOf(tree)) {
    if (!PRODUCT.test(path) || FOR_TESTS.test(path) || isTest(path)) continue;
    const code = withoutComments(text);
    if (OF_THE_HUB.test(path) && RAW_TIMER.test(code)) found.push({ path, problem: RAW });
    for (const [pattern, problem] of ENDS_THE_HUB) {
      if (pattern.test(code)) found.push({ path, problem });
    }
  }
  return found;
}
