/** Minutes of a day. */
export const DAY_MIN = 1440;

/** Minutes since midnight of `HH:MM`; null for anything else. */
export function minutesOfTime(time: string | null): number | null {
  if (time === null || !/^\d\d:\d\d$/.test(time)) return null;
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** Whole minutes of a number of hours, as people type them (7.5 is 450). */
export function minutesOfHours(hours: number): number {
  return Math.round(hours * 60);
}

/** Length of a shift in minutes; one that ends earlier than it starts ends on the next day. */
export function spanMinutes(start: number, end: number): number {
  return end >= start ? end - start : end + DAY_MIN - start;
}
