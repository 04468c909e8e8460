/** Minutes of a day. */
export const DAY_MIN = 1440;

/** Minutes since midnight of `HH:MM`; null for anything else. */
export function minutesOfTime(time: string | null): number | null {
  if (time?.length !== 5 || time[2] !== ":") return null;
  const minutes =
    (digit(time, 0) * 10 + digit(time, 1)) * 60 + digit(time, 3) * 10 + digit(time, 4);
  return Number.isNaN(minutes) ? null : minutes;
}

// By hand, because a month of 500 people asks for it 30,000 times at once.
function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}

/** Whole minutes of a number of hours, as people type them (7.5 is 450). */
export function minutesOfHours(hours: number): number {
  return Math.round(hours * 60);
}

/** Length of a shift in minutes; one that ends earlier than it starts ends on the next day. */
export function spanMinutes(start: number, end: number): number {
  return end >= start ? end - start : end + DAY_MIN - start;
}
