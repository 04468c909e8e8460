import { compareText } from "@healthops/base/compare-text";
import type { Language } from "./texts/language.ts";
import { LOCALES } from "./texts/language.ts";

/** How a language writes values; all pure, except `ago`, which is told the time. */
export interface Formats {
  readonly language: Language;
  /** `decimals` are the most that are shown; null shows what there is. */
  number(value: number, decimals?: number | null): string;
  /** A number with its UCUM unit. */
  measure(value: number, decimals: number | null, unit: string | null): string;
  /** A part of a whole, 0.25 for a quarter: `25%`, in Turkish `%25`; signed, a change: `+25%`. */
  percent(part: number, signed?: "signed"): string;
  /** A unit as people say it: `min` is `dk` in Turkish. */
  unit(unit: string): string;
  /** A calendar day `YYYY-MM-DD`. */
  day(day: string, style?: "short" | "long" | "weekday"): string;
  /** A moment, in the device's time zone: ISO text or epoch ms. */
  moment(moment: string | number): string;
  time(moment: string | number): string;
  /** `2 minutes ago`; both in epoch ms. */
  ago(moment_ms: number, now_ms: number): string;
  bytes(bytes: number): string;
  /** The order of texts: the organisation's, whatever the language, as lists have it [LST1]. */
  compare(a: string, b: string): number;
  upper(text: string): string;
}

const UNITS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  min: { en: "min", tr: "dk" },
  h: { en: "h", tr: "sa" },
  d: { en: "days", tr: "gün" },
  "%": { en: "%", tr: "%" },
};

const STEPS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

const made = new Map<Language, Formats>();

/** The formats of a language; made once, for Intl's formatters are slow to make. */
export function formatsFor(language: Language): Formats {
  const known = made.get(language);
  if (known !== undefined) return known;
  const formats = make(language);
  made.set(language, formats);
  return formats;
}

function make(language: Language): Formats {
  const locale = LOCALES[language];
  const numbers = [0, 1, 2, 3, 4, 5, 6].map(
    (digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }),
  );
  const days = {
    short: new Intl.DateTimeFormat(locale, { ...DAY, timeZone: "UTC" }),
    long: new Intl.DateTimeFormat(locale, { ...DAY, month: "long", timeZone: "UTC" }),
    weekday: new Intl.DateTimeFormat(locale, {
      weekday: "long",
      day: "numeric",
      month: "long",
      timeZone: "UTC",
    }),
  };
  const moments = new Intl.DateTimeFormat(locale, { ...DAY, hour: "2-digit", minute: "2-digit" });
  const times = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

  const number: Formats["number"] = (value, decimals) =>
    (numbers[Math.min(decimals ?? 6, 6)] ?? numbers[6])?.format(value) ?? String(value);
  const percents = new Intl.NumberFormat(locale, { style: "percent" });
  const signed = new Intl.NumberFormat(locale, { style: "percent", signDisplay: "exceptZero" });
  const unit: Formats["unit"] = (code) => UNITS[code]?.[language] ?? code;
  return {
    language,
    number,
    unit,
    percent: (part, sign) => (sign === undefined ? percents : signed).format(part),
    measure: (value, decimals, code) =>
      code === null ? number(value, decimals) : `${number(value, decimals)} ${unit(code)}`,
    day: (day, style = "short") => {
      const time_ms = Date.parse(`${day}T00:00:00Z`);
      return Number.isNaN(time_ms) ? day : days[style].format(time_ms);
    },
    moment: (moment) => dated(moments, moment),
    time: (moment) => dated(times, moment),
    ago: (moment_ms, now_ms) => {
      for (const [step, length_ms] of STEPS) {
        const count = Math.trunc((moment_ms - now_ms) / length_ms);
        if (count !== 0) return relative.format(count, step);
      }
      return relative.format(0, "second");
    },
    bytes: (bytes) => {
      const mega = bytes / 1_000_000;
      return mega >= 1000
        ? `${number(mega / 1000, 1)} GB`
        : `${number(mega, mega < 10 ? 1 : 0)} MB`;
    },
    compare: compareText,
    upper: (text) => text.toLocaleUpperCase(locale),
  };
}

const DAY = { day: "numeric", month: "short", year: "numeric" } as const;

function dated(format: Intl.DateTimeFormat, moment: string | number): string {
  const time_ms = typeof moment === "number" ? moment : Date.parse(moment);
  return Number.isNaN(time_ms) ? String(moment) : format.format(time_ms);
}
