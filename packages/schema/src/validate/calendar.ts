const DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Whether a text is a day of the calendar, `YYYY-MM-DD`, from the year 1 to 9999. */
export function isDay(text: string): boolean {
  return DAY.test(text) && exists(text);
}

/** Whether a text is a moment in UTC with exactly milliseconds: `2026-03-01T08:30:00.000Z`. */
export function isInstant(text: string): boolean {
  return INSTANT.test(text) && exists(text);
}

/** Whether the day that a well-formed text starts with exists. */
function exists(text: string): boolean {
  const year = digits(text, 0) * 100 + digits(text, 2);
  const month = digits(text, 5);
  const day = digits(text, 8);
  const last = month === 2 && isLeap(year) ? 29 : (DAYS_IN[month - 1] ?? 0);
  return year > 0 && day > 0 && day <= last;
}

function digits(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
