import type { Finding, Tree } from "./tree.ts";

/** What secrets look like that somebody copies into a file by mistake; each names what to do with it. */
const SHAPES: readonly (readonly [what: string, shape: RegExp])[] = [
  ["a private key", /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/g],
  ["a private key as JSON", /"d"\s*:\s*"[\w-]{40,}"/g],
  ["a key of age", /\bAGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{50,}/g],
  ["a token of a person or program", /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}/g],
  ["a refresh token", /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[\w-]{22}\.[\w-]{43}\b/g],
  [
    "a token of a code host",
    /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{60,}|glpat-[\w-]{20,})\b/g,
  ],
  [
    "a token of a package registry",
    /\b(?:npm_[A-Za-z0-9]{36}|pypi-[\w-]{50,})\b|:_authToken=[\w-]+/g,
  ],
  ["a key of a cloud", /\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[\w-]{35}|ya29\.[\w-]{30,})\b/g],
  [
    "a key of a service",
    /\b(?:sk|rk)_live_[A-Za-z0-9]{20,}|\bsk-[A-Za-z0-9_-]{32,}|\bxox[abprs]-[\w-]{20,}/g,
  ],
  ["a password in an address", /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'`$<{]+:[^\s/:@"'`$<{]{12,}@/g],
];

/** A value behind a name that calls it secret: reported when it looks drawn, not written. */
const NAMED =
  /\b\w*(?:secret|password|passwd|api[-_]?key|private[-_]?key|token)\w*["']?\s*[:=]\s*["'`]([\w+/=-]{24,})["'`]/gi;
/** Bits a character; words and names stay below, drawn characters lie above. */
const DRAWN_bits = 4;

/** Places where something of these shapes stands on purpose: the exact text, and nothing else. */
export interface Known {
  readonly path: string;
  readonly text: string;
}

/** Secrets in files of the repository, but for the known places; and known places that are none any more. */
export function secretFindings(tree: Tree, known: readonly Known[] = []): Finding[] {
  const met = new Set<Known>();
  const found: Finding[] = [];
  for (const [path, text] of tree) {
    // Hashes of packages, drawn by nature; their own fence looks after them.
    if (path === "package-lock.json") continue;
    for (const [what, at, match] of secretsIn(text)) {
      const expected = known.find((one) => one.path === path && one.text === match);
      if (expected !== undefined) {
        met.add(expected);
        continue;
      }
      const line = text.slice(0, at).split("\n").length;
      found.push({
        path: `${path}:${line}`,
        problem: `holds ${what}. Take it back where it opens something, and out of the history.`,
      });
    }
  }
  const gone = known.filter((one) => !met.has(one));
  return [
    ...found,
    ...gone.map(({ path }) => ({
      path,
      problem: "holds a known place's text no more: remove it.",
    })),
  ];
}

function* secretsIn(text: string): Generator<readonly [what: string, at: number, match: string]> {
  for (const [what, shape] of SHAPES) {
    for (const { 0: match, index } of text.matchAll(shape)) yield [what, index, match];
  }
  for (const { 1: value = "", index } of text.matchAll(NAMED)) {
    if (/\d/.test(value) && entropyOf(value) >= DRAWN_bits) yield ["a drawn secret", index, value];
  }
}

/** Shannon's entropy of a text's characters, in bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
