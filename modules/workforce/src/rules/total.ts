import type { Label } from "@healthops/schema/field";

/** The rules that a total can come from, each as a person reads it. */
export const RULE_LABELS = {
  net_day: { en: "Net working time", tr: "Net çalışma" },
  daily_limit: { en: "Above the day's limit", tr: "Günlük sınırın üstü" },
  night_limit: { en: "Above the night shift's limit", tr: "Gece çalışması sınırının üstü" },
  weekly_limit: { en: "Above the week's limit", tr: "Haftalık sınırın üstü" },
  contract_band: {
    en: "Between contract and week's limit",
    tr: "Sözleşme ile haftalık sınır arası",
  },
  rounding: { en: "Rounded up", tr: "Yuvarlama" },
  rest_day: { en: "Work on the weekly rest", tr: "Hafta tatilinde çalışma" },
  holiday_work: { en: "Work on a public holiday", tr: "Resmî tatilde çalışma" },
  night_window: { en: "Within the night hours", tr: "Gece saatleri içinde" },
} as const satisfies Readonly<Record<string, Label>>;

export type RuleId = keyof typeof RULE_LABELS;

/** A part of a total: so many minutes of one day, by one rule. */
export interface Part {
  readonly ruleId: RuleId;
  readonly label: Label;
  readonly minutes: number;
  /** The day it comes from. */
  readonly from: string;
  /** What the rule pays for it; null: nothing beside the pay. */
  readonly pay: Pay | null;
}

/** What a rule pays for some minutes. */
export interface Pay {
  /** Of the hourly pay, or of `days`. */
  readonly percent: number;
  /** So many days' pay, however long the day was; null: it goes by the minutes. */
  readonly days: number | null;
  /** What it is worth in minutes of ordinary pay, not rounded. */
  readonly worthMinutes: number;
}

/** Days' pay that a month's pay stands for. */
const DAYS_OF_PAY = 30;

/** Pay by the hour: so many percent of each minute. */
export function payByHour(minutes: number, percent: number): Pay {
  return { percent, days: null, worthMinutes: (minutes * percent) / 100 };
}

/** Pay by the day: a day's pay is a thirtieth of a month's, whatever was worked on it. */
export function payByDay(days: number, percent: number, monthlyHours: number): Pay {
  return { percent, days, worthMinutes: (days * monthlyHours * 60 * percent) / DAYS_OF_PAY / 100 };
}

/** A number that explains itself: its minutes are the sum of its parts. */
export interface Total {
  readonly minutes: number;
  readonly parts: readonly Part[];
}

/** Gathers parts; those of no minutes are left out. */
export class TotalBuilder implements Total {
  minutes = 0;
  readonly parts: Part[] = [];

  add(ruleId: RuleId, minutes: number, from: string, pay: Pay | null = null): void {
    if (minutes === 0) return;
    this.minutes += minutes;
    this.parts.push({ ruleId, label: RULE_LABELS[ruleId], minutes, from, pay });
  }
}
