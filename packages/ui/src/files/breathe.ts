/** Longer work in one piece would be felt as a stutter. */
const PIECE_MS = 12;

/**
 * For long work in many small pieces: awaiting the function it returns after each piece lets the
 * window draw and answer keys as often as needed, and costs nothing in between.
 */
export function breathe(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < PIECE_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  };
}
