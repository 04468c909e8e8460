import type { RuleSet } from "./rule-set.ts";

/** What an hour is worth of a month's pay: a 225th by the statute. Same currency, not rounded. */
export function hourlyPay(monthlyPay: number, { monthlyHours }: Pick<RuleSet, "monthlyHours">) {
  return monthlyPay / monthlyHours;
}
