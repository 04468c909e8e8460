/** How the pulls of many who are woken by the same change are spread [FAN3]. */
export interface Spread {
  /** So many may come at once. */
  readonly atOnce: number;
  /** Of more, so many come in a second. */
  readonly perSecond: number;
}

export const SPREAD: Spread = { atOnce: 200, perSecond: 500 };

const SECOND_ms = 1_000;
const LONGEST_ms = 600_000;

/** Within what time so many listeners are to pull; 0: at once. */
export function within_ms(listeners: number, { atOnce, perSecond }: Spread): number {
  if (listeners <= atOnce) return 0;
  return Math.min(Math.ceil((listeners / perSecond) * SECOND_ms), LONGEST_ms);
}
