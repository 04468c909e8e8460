const DAY_ms = 86_400_000;
/** 1970-01-01 was a Thursday: the fourth day of a week that begins on Monday. */
const FIRST_WEEKDAY = 3;

/** Days since 1970-01-01 of a day `YYYY-MM-DD`. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_ms;
}

/** The day `YYYY-MM-DD` that is so many days after 1970-01-01. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_ms).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 Sunday. */
export function weekdayOf(day: number): number {
  return ((((day + FIRST_WEEKDAY) % 7) + 7) % 7) + 1;
}

/** Number of the week that a day belongs to; weeks run from Monday to Sunday. */
export function weekOf(day: number): number {
  return Math.floor((day + FIRST_WEEKDAY) / 7);
}

/** The month `YYYY-MM` of a day. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** First and last day of a month, as day numbers. */
export function monthDays(month: string): { readonly first: number; readonly last: number } {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return {
    first: Date.UTC(year, number - 1, 1) / DAY_ms,
    last: Date.UTC(year, number, 0) / DAY_ms,
  };
}

/** The day of the same month and day so many years later; 29 February becomes 28. */
export function yearsAfter(date: string, years: number): string {
  const year = String(Number(date.slice(0, 4)) + years).padStart(4, "0");
  const moved = `${year}${date.slice(4)}`;
  return moved.endsWith("-02-29") && dateOfDay(dayNumber(`${year}-02-28`) + 1) !== moved
    ? `${year}-02-28`
    : moved;
}
