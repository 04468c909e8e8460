import type { Formats } from "@healthops/ui/i18n/formats";
import type { Pay, Part } from "../../rules/total.ts";
import type { DayResult } from "../../rules/working-days.ts";
import type { PanelText } from "./panel-text.ts";

/** The numbers that a rule went by on a day, so that nobody has to know them; empty without any. */
export function ruleNumbers(
  ruleId: Part["ruleId"],
  { rules, breakMinutes }: DayResult,
  contractMinutes: number,
  { formats, panel }: { readonly formats: Formats; readonly panel: PanelText },
): string {
  const hours = (minutes: number): string => formats.measure(minutes / 60, 2, "h");
  switch (ruleId) {
    case "daily_limit":
      return hours(rules.dailyLimitMinutes);
    case "night_limit":
      return hours(Math.min(rules.nightLimitMinutes, rules.dailyLimitMinutes));
    case "weekly_limit":
      return hours(rules.weeklyLimitMinutes);
    case "contract_band":
      return `${formats.number(contractMinutes / 60, 2)}–${hours(rules.weeklyLimitMinutes)}`;
    case "rounding":
      return panel.steps(formats.measure(rules.roundingMinutes, 0, "min"));
    case "night_window":
      return `${rules.nightStart}–${rules.nightEnd}`;
    case "net_day":
      return breakMinutes === 0 ? "" : panel.lessBreak(formats.measure(breakMinutes, 0, "min"));
    case "rest_day":
    case "holiday_work":
      return "";
  }
}

/** What a rule pays: a percentage of the hours, or days of pay. */
export function payWords(pay: Pay | null, formats: Formats, panel: PanelText): string {
  if (pay === null) return "";
  const percent = formats.number(pay.percent, 0);
  return pay.days === null
    ? panel.percent(percent)
    : panel.days(formats.number(pay.days, 1), pay.percent === 100 ? "" : panel.percent(percent));
}
