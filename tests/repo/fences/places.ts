import type { Finding, Tree } from "./tree.ts";

const BEFORE = String.raw`(?:^|[\s"'\`(=:,])`;

const PLACES: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`${BEFORE}/(?:work|root|home/[\\w.-]+|Users/[\\w.-]+)/`, "m"),
    "names a folder of somebody's machine; use a path relative to the repository.",
  ],
  [/\b[A-Z]:\\Users\\/, "names a folder of somebody's machine; use a relative path."],
  [/\bregistry\.(?:npmjs|yarnpkg|npmmirror)\.\w+/, "names a package registry; npm knows its own."],
  [
    /^\s*(?:@[\w-]+:)?registry\s*=/m,
    "sets a package registry; that belongs to the person's own npm.",
  ],
];

/** What is true on one machine only: folders, package registries. */
export function placeFindings(tree: Tree): Finding[] {
  const found: Finding[] = [];
  for (const [path, text] of tree) {
    for (const [pattern, problem] of PLACES) {
      if (pattern.test(text)) found.push({ path, problem });
    }
  }
  return [...found, ...lockFindings(tree.get("package-lock.json"))];
}

function lockFindings(lock: string | undefined): Finding[] {
  if (lock === undefined || !/"resolved":\s*"(?:https?|git)/.test(lock)) return [];
  return [
    {
      path: "package-lock.json",
      problem:
        'holds "resolved" addresses; run npm install with omit-lockfile-registry-resolved=true.',
    },
  ];
}
