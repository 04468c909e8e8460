import type { PlaceGroup } from "../addresses/places.ts";

/** The frame's own places keep their letters, whatever the modules are called. */
const FRAME_KEYS: Readonly<Record<string, string>> = {
  "/": "g h",
  "/conflicts": "g c",
  "/rejected": "g r",
  "/sync": "g s",
  "/settings": "g ,",
};

/**
 * The shortcut of each place by its address: `g` and the first letter of its English name that is
 * still free, so that it is the same in every language. A place without a free letter has none.
 */
export function goKeys(groups: readonly PlaceGroup[]): ReadonlyMap<string, string> {
  const keys = new Map(Object.entries(FRAME_KEYS));
  const taken = new Set(keys.values());
  const places = groups.flatMap((group) => group.places);
  // Screens are where people spend their day: they choose before the lists.
  const inOrder = [
    ...places.filter(({ collection }) => collection === null),
    ...places.filter(({ collection }) => collection !== null),
  ];
  for (const { href, title } of inOrder) {
    const letters = title.en.toLowerCase().match(/[a-z]/g) ?? [];
    const free = letters.map((letter) => `g ${letter}`).find((shortcut) => !taken.has(shortcut));
    if (free === undefined || keys.has(href)) continue;
    keys.set(href, free);
    taken.add(free);
  }
  return keys;
}
