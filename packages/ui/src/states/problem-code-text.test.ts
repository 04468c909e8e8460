import { PROBLEM_WORDS, problemWords } from "./problem-code-text.ts";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = path.join(import.meta.dirname, "../../../..");

/** Where codes are born that a screen can meet. */
const SOURCES = "packages/{base,schema,protocol,replica,hub,ui}/src/**/*.{ts,tsx}";

/**
 * What only those meet who run the hub or a program: on the console or in a file, never on a screen.
 */
const OF_OPERATORS = [
  "packages/hub/src/postgres/",
  "packages/hub/src/backup/",
  "packages/hub/src/http/tls/",
  "packages/hub/src/database/migrate",
  "packages/hub/src/database/installed-version",
  "packages/hub/src/database/pooler-check",
  "packages/hub/src/database/session-settings",
  "packages/hub/src/people/signing-keys",
  "packages/hub/src/vault/",
  "packages/replica/src/node/",
  "/testing/",
  // What is wrong with a cell of an imported file: words of its own.
  "packages/ui/src/imports/",
];

const CODE = /\bcode: "([a-z]+(?:_[a-z]+)*)"/g;

function codesThrown(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of globSync(SOURCES, { cwd: ROOT })) {
    const isOperators = OF_OPERATORS.some((part) => file.includes(part));
    if (isOperators || /\.test\.tsx?$/.test(file)) continue;
    const text = readFileSync(path.join(ROOT, file), "utf8");
    for (const [, code = ""] of text.matchAll(CODE)) found.set(code, file);
  }
  return found;
}

describe("what went wrong is told in the person's language", () => {
  test("every code of hub and replica has words", () => {
    const thrown = [...codesThrown()];
    expect(thrown.length).toBeGreaterThan(60);
    const unknown = thrown.filter(([code]) => problemWords(code, {}) === null);
    expect(unknown).toEqual([]);
  });

  test("in both languages, as a sentence, and not the same in both", () => {
    for (const code of Object.keys(PROBLEM_WORDS)) {
      const words = problemWords(code, { retryAfterSeconds: 7 });
      expect(words?.en, code).toMatch(/^[A-Z].*\.$/);
      expect(words?.tr, code).toMatch(/^[\p{Lu}\d].*\.$/u);
      expect(words?.tr).not.toBe(words?.en);
    }
  });

  test("with the time to wait, where the hub asked for some", () => {
    expect(problemWords("too_many_sign_ins", { retryAfterSeconds: 7 })?.tr).toContain("7 sn");
    expect(problemWords("too_many_sign_ins", {})?.en).toContain("in a minute");
  });
});
