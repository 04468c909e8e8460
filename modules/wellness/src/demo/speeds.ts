import type { ActivityCode } from "../activities.ts";

/** Usual speed in km/h of activities that cover a distance. */
export const SPEED_KM_H: Partial<Readonly<Record<ActivityCode, number>>> = {
  walk_slow: 3,
  walk: 5,
  walk_brisk: 6,
  hike: 4,
  run_jog: 7,
  run_8: 8,
  run_10: 10,
  run_12: 12,
  cycle_leisure: 14,
  cycle: 17,
  cycle_fast: 21,
  swim_crawl: 2.4,
  kayak: 6,
  ski_cross: 9,
};
