import { foldLetters } from "@healthops/base/fold-letters";
import type { ActivityCode } from "../activities.ts";
import { ACTIVITIES } from "../activities.ts";

/**
 * How well a name answers a query: 0 when a word of the query begins none of the name's words, more
 * the nearer to the name's beginning they stand.
 */
export function matchOf(query: string, name: string): number {
  const wanted = wordsOf(query);
  const words = wordsOf(name);
  if (wanted.length === 0) return 0;
  let score = 0;
  for (const word of wanted) {
    const at = words.findIndex((candidate) => candidate.startsWith(word));
    if (at === -1) return 0;
    score += 1 / (1 + at) + (words[at] === word ? 1 : 0);
  }
  return score / wanted.length;
}

/** Known activities that answer a query in either language, best first; at most `limit`. */
export function searchActivities(query: string, limit: number): readonly ActivityCode[] {
  const codes = Object.keys(ACTIVITIES) as ActivityCode[];
  return codes
    .map((code) => {
      const { en, tr } = ACTIVITIES[code].label;
      return { code, score: Math.max(matchOf(query, en), matchOf(query, tr)) };
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ code }) => code);
}

function wordsOf(text: string): readonly string[] {
  return foldLetters(text)
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== "");
}
