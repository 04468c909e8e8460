/**
 * Whether a text has `least` to `most` characters (code points, as PostgreSQL and JSON Schema count
 * them). Counting is only needed where UTF-16 units and characters could make a difference.
 */
export function lengthOf(text: string, least: number, most: number): "fits" | "short" | "long" {
  const units = text.length;
  if (units < least) return "short";
  if (units > 2 * most) return "long";
  if (units <= most && units >= 2 * least) return "fits";
  const characters = countCharacters(text);
  if (characters < least) return "short";
  return characters > most ? "long" : "fits";
}

function countCharacters(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // Each second half of a pair belongs to the character of its first half.
    if (unit < 0xdc00 || unit > 0xdfff) count += 1;
  }
  return count;
}
