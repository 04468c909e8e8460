/** Whether an address names a month. */
export function isMonth(text: string | undefined): text is string {
  return text !== undefined && /^[12]\d{3}-(0[1-9]|1[0-2])$/u.test(text);
}

/** Short name of a day's weekday: `Mon`, `Pzt`. */
export function weekdayName(date: string, language: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  return day.toLocaleDateString(language, { weekday: "short", timeZone: "UTC" });
}
