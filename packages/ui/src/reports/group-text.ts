import type { Formats } from "../i18n/formats.ts";
import { LOCALES } from "../i18n/texts/language.ts";
import type { GroupBy } from "../calendar/period.ts";
import { monthWords } from "./period-text.ts";
import { REPORT_TEXT } from "./report-text.ts";

/** A group by its first day, as the language says it: `3 Mar 2026`, `Week of 2 Mar 2026`, `March 2026`. */
export function groupWords(from: string, by: GroupBy, formats: Formats): string {
  if (by === "month") return monthWords(from.slice(0, 7), LOCALES[formats.language]);
  const day = formats.day(from);
  return by === "day" ? day : REPORT_TEXT[formats.language].weekOf(day);
}
