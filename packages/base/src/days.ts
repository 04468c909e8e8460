/*
 * Days of the calendar as `YYYY-MM-DD` and months as `YYYY-MM`: no moments, so no zone; which day it is
 * somewhere says time-zone.ts.
 */

const DAY_ms = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** 1970-01-01 was a Thursday: the fourth day of a week that begins on Monday. */
const FIRST_WEEKDAY = 3;

/** Whether a text is a day of the calendar. */
export function isDay(text: string | undefined): text is string {
  if (text === undefined || !DAY.test(text)) return false;
  const time_ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time_ms) && dayOf(time_ms).startsWith(text);
}

/** The UTC day of a moment given in ms since 1970. */
export function dayOf(time_ms: number): string {
  return new Date(time_ms).toISOString().slice(0, 10);
}

/** The day that many days later (earlier when negative). */
export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * DAY_ms);
}

/** The month that many months later (earlier when negative). */
export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** 0 for Monday to 6 for Sunday, as ISO 8601 counts the days of a week. */
export function weekdayOf(day: string): number {
  return (((Date.parse(`${day}T00:00:00Z`) / DAY_ms + FIRST_WEEKDAY) % 7) + 7) % 7;
}

/** The Monday of the day's ISO week: the name of the week in totals. */
export function mondayOf(day: string): string {
  return addDays(day, -weekdayOf(day));
}
