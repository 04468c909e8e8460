import { describe, expect, test } from "vitest";
import type { Known } from "./fences/secrets.ts";
import { secretFindings } from "./fences/secrets.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

/** Secrets of tests, which open nothing. */
const KNOWN: readonly Known[] = [
  {
    path: "packages/replica/test-kit/self-signed.ts",
    text: ["-----BEGIN ", "PRIVATE KEY-----"].join(""),
  },
];

const drawn = (length: number) =>
  "q7Zk2Xv9Lm4Tb8Rw1Yc6Nd3Hf5Jg0PsAeUiOB".repeat(4).slice(0, length);
/** Put together here, so that this file does not itself hold any. */
const PLANTED: readonly (readonly [what: string, text: string])[] = [
  ["a private key", ["-----BEGIN ", "PRIVATE KEY-----"].join("")],
  ["another private key", ["-----BEGIN OPENSSH ", "PRIVATE KEY-----"].join("")],
  ["a private key as JSON", JSON.stringify({ kty: "OKP", d: drawn(43) })],
  ["a key of age", `AGE-SECRET-${"KEY-1"}${"Q5Z8".repeat(15)}`],
  ["an access token", ["ey", `J${drawn(30)}.ey`, `J${drawn(60)}.${drawn(86)}`].join("")],
  ["a refresh token", `01890a5d-ac96-774b-bcce-${"b302099a8057"}.${drawn(22)}.${drawn(43)}`],
  ["a token of a code host", `gh${"p_"}${"Ab1".repeat(12)}`],
  ["a token of a registry", `//packages.example/:_auth${"Token="}abc`],
  ["a key of a cloud", `AK${"IA"}IOSFODNN7ABCDEFG`],
  ["a password in an address", `postgres://hub:${drawn(20)}@db.example/hub`],
  ["a drawn secret behind a name", `const apiKey = "${drawn(32)}";`],
];

const inFile = (text: string, known?: readonly Known[]) =>
  lines(secretFindings(treeOf({ "apps/hub/src/a.ts": `// first\n${text}\n` }), known));

describe("no secret lies in the repository", () => {
  test("nowhere", () => {
    expect(lines(secretFindings(readTree(), KNOWN))).toEqual([]);
  });

  test.each(PLANTED)("bites on %s, and names the line", (_what, text) => {
    const found = inFile(text);
    expect(found.length).toBeGreaterThan(0);
    for (const line of found) expect(line).toContain("apps/hub/src/a.ts:2: holds");
  });

  test("lets pass what only talks of secrets", () => {
    const talk = [
      'const password = "correct horse battery";',
      'token: "token_invalid_or_expired_today"',
      "postgres://user:password@host:5432/database",
      "`postgres://${role}:${password}@127.0.0.1`",
      "AGE-SECRET-KEY-1…",
    ];
    expect(inFile(talk.join("\n"))).toEqual([]);
  });

  test("a known place is its exact text in its file, and must still be there", () => {
    const [, text = ""] = PLANTED[0] ?? [];
    const known = { path: "apps/hub/src/a.ts", text };
    expect(inFile(text, [known])).toEqual([]);
    expect(inFile(text, [{ ...known, path: "apps/hub/src/b.ts" }])).toHaveLength(2);
    expect(inFile("nothing", [known])).toHaveLength(1);
  });
});
