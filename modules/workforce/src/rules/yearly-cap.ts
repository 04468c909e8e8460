import type { RuleSet } from "./rule-set.ts";

/** How an employee stands against the year's limit of overtime. */
export interface CapUse {
  readonly usedMinutes: number;
  readonly capMinutes: number;
  /** `near` from nine tenths on, `over` beyond the cap; it warns and never refuses. */
  readonly level: "free" | "near" | "over";
}

/** Overtime of a calendar year against the cap; work between contract and week's limit is not in it. */
export function yearlyCap(
  overtimeMinutes: number,
  { yearlyCapMinutes: cap }: Pick<RuleSet, "yearlyCapMinutes">,
): CapUse {
  const level =
    overtimeMinutes > cap ? "over" : overtimeMinutes * 10 >= cap * 9 && cap > 0 ? "near" : "free";
  return { usedMinutes: overtimeMinutes, capMinutes: cap, level };
}
