const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string | undefined): text is string {
  if (text === undefined || !DAY.test(text)) return false;
  const time_ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time_ms) && new Date(time_ms).toISOString().startsWith(text);
}
