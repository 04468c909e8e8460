import { sortKeyOf } from "./sort-key.ts";

/** Keys of what was compared lately; sorting compares each text many times. */
const REMEMBERED_MAX = 20_000;
const remembered = new Map<string, string>();

/** The order of two texts as lists have it [LST1], for whoever sorts in memory; 0 leaves it to the ids. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const [first, second] = [keyOf(a), keyOf(b)];
  return first === second ? 0 : first < second ? -1 : 1;
}

function keyOf(text: string): string {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  const key = sortKeyOf(text);
  remembered.set(text, key);
  return key;
}
