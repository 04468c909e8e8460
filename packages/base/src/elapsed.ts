import { changeNear, momentOfWall } from "./time-zone.ts";

const MINUTE_ms = 60_000;
const DAY_ms = 86_400_000;

/**
 * Minutes that go by between two times that the clocks of a place show on one day, both given in minutes
 * since its midnight, beyond 1440 on the next.
 */
export type Elapsed = (from_min: number, until_min: number) => number;

const onTheWall: Elapsed = (from_min, until_min) => until_min - from_min;

/**
 * How time goes by on a day at a place. Without a zone, and on all days but those near which its clocks
 * change, as the clock on the wall has it.
 */
export function elapsedOn(zone: string | null, date: string): Elapsed {
  if (zone === null) return onTheWall;
  const midnight_ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight_ms) || changeNear(zone, midnight_ms + DAY_ms) === null) {
    return onTheWall;
  }
  const moment = (minutes: number): number => momentOfWall(zone, midnight_ms + minutes * MINUTE_ms);
  return (from_min, until_min) => (moment(until_min) - moment(from_min)) / MINUTE_ms;
}
