/** Words are compared up to this many characters. */
export const SEARCH_TOKEN_MAX = 64;
/** Longest text that is searched, within the 1 MB that a tsvector holds. */
const SEARCH_TEXT_MAX = 100_000;

/**
 * PostgreSQL's words of a search text, the very words between its spaces. `to_tsvector` would take
 * some apart (`12e5x` into `12e5` and `x`), which a replica's index does not.
 */
export function searchVector(column: string): string {
  const text = `left(${column}, ${SEARCH_TEXT_MAX})`;
  return `array_to_tsvector(array_remove(string_to_array(${text}, ' '), ''))`;
}
