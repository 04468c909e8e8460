import type { Language } from "../i18n/texts/language.ts";
import { LOCALES } from "../i18n/texts/language.ts";
import type { ChartPeriod } from "./chart-data.ts";

const SHAPES = {
  axis: { day: { day: "numeric", month: "short" }, month: { month: "short", year: "2-digit" } },
  whole: {
    day: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
    month: { month: "long", year: "numeric" },
  },
} as const;

const made = new Map<string, Intl.DateTimeFormat>();

/** A period by its first day, short under an axis or whole; of a week, its first day. */
export function periodWords(
  day: string,
  period: ChartPeriod,
  style: keyof typeof SHAPES,
  language: Language,
): string {
  const unit = period === "month" ? "month" : "day";
  const key = `${style} ${unit} ${language}`;
  const format =
    made.get(key) ??
    new Intl.DateTimeFormat(LOCALES[language], { ...SHAPES[style][unit], timeZone: "UTC" });
  made.set(key, format);
  const words = format.format(Date.parse(`${day}T00:00:00Z`));
  return style === "whole" && period === "week" ? `${words} –` : words;
}
