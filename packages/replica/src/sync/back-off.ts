import type { Random } from "@healthops/base/ports";

/** First and longest wait after a failure. */
const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;

/**
 * How long to wait after so many failures in a row (1 for the first): twice as long each time, and
 * between half and the whole of it by chance, so that devices do not come back all at once [LIV2].
 */
export function backOff_ms(failures: number, random: Random): number {
  const full = Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 30), LONGEST_MS);
  const [high = 0, low = 0] = random.bytes(2);
  const share = (high * 256 + low) / 65_535;
  return Math.round(full * (0.5 + share / 2));
}
