import { withoutComments } from "./imports.ts";
import { isTest, sourcesOf, type Finding, type Tree } from "./tree.ts";

/** What reaches the files that come after in the same process, and what to do instead. */
const LEFT: readonly (readonly [what: RegExp, instead: string])[] = [
  [/\bvi\.(?:do)?mock\(/i, "mocks a module, for all files after it; hand in what it needs."],
  [/\bprocess\.chdir\(/, "changes the folder of all files after it; name paths in full."],
  [
    /\bprocess\.env(?:\.\w+|\[[^\]]+\])\s*=[^=]|\bdelete process\.env\b/,
    "sets the environment of all files after it; use vi.stubEnv and vi.unstubAllEnvs.",
  ],
];
/** What has to be put back in the same file. */
const PAIRS: readonly (readonly [taken: RegExp, back: RegExp, name: string])[] = [
  [/\bvi\.stubEnv\(/, /\bvi\.unstubAllEnvs\(/, "vi.unstubAllEnvs"],
  [/\bvi\.stubGlobal\(/, /\bvi\.unstubAllGlobals\(/, "vi.unstubAllGlobals"],
  [/\bvi\.useFakeTimers\(/, /\bvi\.useRealTimers\(/, "vi.useRealTimers"],
];

/** The test files of a worker share its process and its modules: each leaves them as it found them. */
export function sharedProcessFindings(tree: Tree): Finding[] {
  const found: Finding[] = [];
  for (const [path, text] of sourcesOf(tree)) {
    if (!isTest(path) || path.startsWith("tests/repo/")) continue;
    const code = withoutComments(text);
    for (const [what, problem] of LEFT) if (what.test(code)) found.push({ path, problem });
    for (const [taken, back, name] of PAIRS) {
      if (!taken.test(code) || back.test(code)) continue;
      found.push({
        path,
        problem: `leaves something behind for the files after it; call ${name}.`,
      });
    }
  }
  return found;
}
