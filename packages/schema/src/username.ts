/** Marks that lower-casing a Turkish İ leaves behind, and characters that are not seen at all. */
const UNSEEN = /[\u0307\p{Cf}]/gu;

/**
 * The user name as accounts are found by. Names are plain lower-case Latin; people type capitals, the
 * letters of their keyboard (İ and ı, full-width ones) and spaces around. All of it means one name, so
 * that limits count one account however it is written.
 */
export function foldUsername(typed: string): string {
  return typed.normalize("NFKC").toLowerCase().replace(UNSEEN, "").replaceAll("ı", "i").trim();
}
