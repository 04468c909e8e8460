import { foldLetters } from "@healthops/base/fold-letters";

/** Characters that are not seen at all. */
const UNSEEN = /\p{Cf}/gu;

/**
 * The user name as accounts are found by. Names are plain lower-case Latin; people type capitals, the
 * letters of their keyboard (İ and ı, full-width ones) and spaces around. All of it means one name, so
 * that limits count one account however it is written.
 */
export function foldUsername(typed: string): string {
  return foldLetters(typed).replace(UNSEEN, "").trim();
}
