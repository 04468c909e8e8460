import { randomInt } from "node:crypto";

/** Without letters and digits that are mistaken for one another when read out or typed from paper. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP_CHARACTERS = 4;

/** How long a password that somebody else chose may be changed into an own one. */
export const ONE_TIME_s = 72 * 3600;

/** A password to read out or write down, used once: `k7mq-…`, some 79 bits, or fewer groups as a code. */
export function drawOneTimePassword(groups = GROUPS): string {
  return Array.from({ length: groups }, () =>
    Array.from({ length: GROUP_CHARACTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join(""),
  ).join("-");
}
