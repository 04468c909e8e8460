/** `March 2026`, `Mart 2026`. */
export function monthWords(month: string, locale: string): string {
  const first = new Date(`${month}-01T00:00:00Z`);
  return first.toLocaleDateString(locale, { month: "long", year: "numeric", timeZone: "UTC" });
}
