import type { DayRange, GroupBy } from "@healthops/ui/calendar/period";
import { groupStart, groupsIn } from "@healthops/ui/calendar/period";
import { mealTotalsQuery } from "../../totals.ts";
import type { Reader } from "./energy-facts.ts";

export const MACROS = ["proteinG", "carbohydrateG", "fatG", "fibreG"] as const;
export type Macro = (typeof MACROS)[number];

/** kcal of a gram, of the macros that shares of energy are made of. */
const KCAL = { proteinG: 4, carbohydrateG: 4, fatG: 9 } as const;
export const ENERGY_MACROS = ["proteinG", "carbohydrateG", "fatG"] as const;

export interface MacroPeriod {
  readonly from: string;
  /** Days with meals. */
  readonly days: number;
  /** Grams of the whole period. */
  readonly grams: Readonly<Record<Macro, number>>;
}

/** A person's macros, period by period. */
export async function macroFacts(
  reader: Reader,
  personId: string,
  range: DayRange,
  by: GroupBy,
): Promise<readonly MacroPeriod[]> {
  const days = await reader.totals("meals", mealTotalsQuery("day", { personId, ...range }));
  const sums = new Map(
    groupsIn(range, by).map((from) => [
      from,
      { days: 0, grams: { proteinG: 0, carbohydrateG: 0, fatG: 0, fibreG: 0 } },
    ]),
  );
  for (const { group, values } of days) {
    const sum = sums.get(groupStart(String(group[0]), by));
    if (sum === undefined) continue;
    sum.days += 1;
    for (const macro of MACROS) sum.grams[macro] += Number(values[macro] ?? 0);
  }
  return [...sums].map(([from, sum]) => Object.assign(sum, { from }));
}

/** Share in percent of the energy that the macros hold; null without any. */
export function energyShare(
  grams: MacroPeriod["grams"],
  macro: (typeof ENERGY_MACROS)[number],
): number | null {
  const all = ENERGY_MACROS.reduce((sum, each) => sum + grams[each] * KCAL[each], 0);
  return all === 0 ? null : ((grams[macro] * KCAL[macro]) / all) * 100;
}
