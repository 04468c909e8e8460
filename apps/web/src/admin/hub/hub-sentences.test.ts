import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { hubSentence } from "./hub-sentences.ts";

const HUB = path.join(import.meta.dirname, "../../../../../packages/hub/src");

/** What the hub's own jobs answer, as their sources have it, with numbers in the gaps. */
function answersOf(file: string): readonly string[] {
  const source = readFileSync(path.join(HUB, file), "utf8");
  const templates = [...source.matchAll(/(?:return|const done =) `([^`]*\s[^`]*)`;/gu)].map(
    ([, text = ""]) => text,
  );
  return templates.map((text) =>
    text.replace("${state}", "whole").replaceAll(/\$\{[^}]*\}/gu, "7"),
  );
}

test("every answer of the hub's own jobs is told in Turkish, with its numbers", () => {
  const answers = ["jobs/core-jobs.ts", "backup/backup-job.ts"].flatMap(answersOf);
  expect(answers.length).toBeGreaterThanOrEqual(4);
  for (const answer of answers) {
    expect(hubSentence(answer, "en")).toBe(answer);
    expect(hubSentence(answer, "tr")).not.toBe(answer);
    expect(hubSentence(answer, "tr")).toContain("7");
  }
});

test("what broke the chain is told in Turkish; what is unknown stays as it was said", () => {
  const removed = "Sealed with 9 changes and 2 events, found 8 and 2: some were removed or added.";
  expect(hubSentence(removed, "tr")).toContain("9 değişiklik ve 2 olay");
  expect(hubSentence("The block before this one is missing.", "tr")).toBe(
    "Bundan önceki blok yok.",
  );
  expect(hubSentence("Out of memory", "tr")).toBe("Out of memory");
});
