const DAY_ms = 86_400_000;

/** The UTC day (`YYYY-MM-DD`) of a moment given in ms since 1970. */
export function dayOf(time_ms: number): string {
  return new Date(time_ms).toISOString().slice(0, 10);
}

/** The day that many days later (earlier when negative). */
export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * DAY_ms);
}

/** 0 for Monday to 6 for Sunday, as ISO 8601 counts the days of a week. */
export function weekdayOf(day: string): number {
  // 1970-01-01 was a Thursday.
  return (((Date.parse(day) / DAY_ms + 3) % 7) + 7) % 7;
}

/** The Monday of the day's ISO week: the name of the week in totals. */
export function mondayOf(day: string): string {
  return addDays(day, -weekdayOf(day));
}
