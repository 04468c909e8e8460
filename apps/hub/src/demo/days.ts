const DAY_ms = 86_400_000;

/** The day that many days after another, both `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * DAY_ms);
}

/** The UTC day of a moment given in ms since 1970. */
export function dayOf(time_ms: number): string {
  return new Date(time_ms).toISOString().slice(0, 10);
}
