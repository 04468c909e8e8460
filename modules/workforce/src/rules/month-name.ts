const formats = new Map<string, Intl.DateTimeFormat>();

/** `March 2026`, `Mart 2026`. */
export function monthName(month: string, language: string): string {
  let format = formats.get(language);
  if (format === undefined) {
    // Kept: a file of a desktop program may have thousands of rows of closed months.
    format = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" });
    formats.set(language, format);
  }
  return format.format(new Date(`${month}-01T00:00:00Z`));
}
