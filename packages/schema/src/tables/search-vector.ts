/**
 * PostgreSQL's words of a search text, the very words between its spaces (`searchTextOf` bounds their
 * length and number). `to_tsvector` would take some apart (`12e5x` into `12e5` and `x`), which a
 * replica's index does not.
 */
export function searchVector(column: string): string {
  return `array_to_tsvector(array_remove(string_to_array(${column}, ' '), ''))`;
}
