import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { OTHERS_WORDS } from "./others-text.ts";
import { problemWords } from "./problem-code-text.ts";

const ROOT = path.join(import.meta.dirname, "../../../..");
/** Where the codes of refused changes are born. */
const REFUSING =
  "{packages/hub/src/engine,packages/hub/src/{sites,people}/keep-*,packages/protocol/src/merge,packages/schema/src/{permission,place,in-use},packages/schema/src/validate}{,/**/*}{,.ts}";
/** Of a whole push, or of a device: no change is kept as refused with them. */
const OF_PUSHES = new Set(["replica_of_other_person", "sequence_gap", "device_copied"]);
/** Words that speak to whoever typed it. */
const TO_THE_AUTHOR =
  /\byou(rs?|rself)?\b|(^|[.:;] )(Ask|Choose|Correct|Look|Make|Move|Reload|Restore|Sync|Take|Try)\b/i;

function refusingCodes(): ReadonlySet<string> {
  const codes = new Set<string>();
  for (const file of globSync(REFUSING, { cwd: ROOT })) {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
    const text = readFileSync(path.join(ROOT, file), "utf8");
    for (const [, code = ""] of text.matchAll(/\bcode: "([a-z_]+)"/g)) codes.add(code);
  }
  return codes;
}

test("who reads about another person's refused work is not spoken to as its author", () => {
  const codes = [...refusingCodes()].filter((code) => !OF_PUSHES.has(code));
  expect(codes.length).toBeGreaterThan(12);
  const wrong = codes.filter((code) => {
    const words = OTHERS_WORDS[code] ?? problemWords(code, {});
    return words === null || TO_THE_AUTHOR.test(words.en);
  });
  expect(wrong).toEqual([]);
});

test("in both languages, as sentences", () => {
  for (const [code, { en, tr }] of Object.entries(OTHERS_WORDS)) {
    expect(en, code).toMatch(/^[A-Z].*\.$/);
    expect(tr, code).toMatch(/^\p{Lu}.*\.$/u);
    expect(en, code).not.toMatch(TO_THE_AUTHOR);
  }
});
