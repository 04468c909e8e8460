import type { ContentOf } from "@healthops/schema/collection";
import type { DayRange, GroupBy } from "@healthops/ui/calendar/period";
import { groupStart, groupsIn } from "@healthops/ui/calendar/period";
import type { ReportReader } from "@healthops/ui/reports/report";
import type { wellnessProfiles } from "../../collections/wellness-profiles.ts";
import { bodyFacts, restingKcal } from "../../goals/body.ts";
import { exerciseTotalsQuery, mealTotalsQuery } from "../../totals.ts";

export type Reader = Pick<ReportReader, "list" | "totals">;

/** A period's energy in kcal. */
export interface EnergyPeriod {
  /** First day of the period. */
  readonly from: string;
  /** Days with meals. */
  readonly days: number;
  readonly eatenKcal: number;
  /** Of all days. */
  readonly burnedKcal: number;
  /** At rest on the days with meals; null when the profile does not say. */
  readonly restKcal: number | null;
  /** Eaten less used on the days with meals; null without `restKcal` or meals. */
  readonly balanceKcal: number | null;
}

export interface EnergyFacts {
  readonly periods: readonly EnergyPeriod[];
  readonly restADayKcal: number | null;
}

/** What a person ate and used, period by period; periods without an entry have zeros. */
export async function energyFacts(
  reader: Reader,
  personId: string,
  range: DayRange,
  by: GroupBy,
): Promise<EnergyFacts> {
  const of = { personId, ...range };
  const [meals, exercises, rest] = await Promise.all([
    reader.totals("meals", mealTotalsQuery("day", of)),
    reader.totals("exercises", exerciseTotalsQuery("day", of)),
    restADay(reader, personId, range.to),
  ]);
  const burned = new Map(
    exercises.map(({ group, values }) => [String(group[0]), Number(values["burnedKcal"] ?? 0)]),
  );
  const sums = new Map(groupsIn(range, by).map((from) => [from, { ...NOTHING }]));
  for (const [day, kcal] of burned) {
    const sum = sums.get(groupStart(day, by));
    if (sum !== undefined) sum.burned += kcal;
  }
  for (const { group, values } of meals) {
    const day = String(group[0]);
    const sum = sums.get(groupStart(day, by));
    if (sum === undefined) continue;
    sum.days += 1;
    sum.eaten += Number(values["eatenKcal"] ?? 0);
    sum.burnedThen += burned.get(day) ?? 0;
  }
  return {
    restADayKcal: rest,
    periods: [...sums].map(([from, sum]) => {
      const restKcal = rest === null ? null : rest * sum.days;
      const balance = restKcal === null ? null : sum.eaten - sum.burnedThen - restKcal;
      return {
        from,
        days: sum.days,
        eatenKcal: sum.eaten,
        burnedKcal: sum.burned,
        restKcal,
        balanceKcal: sum.days === 0 ? null : balance,
      };
    }),
  };
}

const NOTHING = { days: 0, eaten: 0, burned: 0, burnedThen: 0 };

async function restADay(reader: Reader, personId: string, day: string): Promise<number | null> {
  const own = { field: "personId", op: "eq", value: personId } as const;
  const [profiles, scales] = await Promise.all([
    reader.list("wellness_profiles", { where: own, limit: 1 }),
    reader.list("weights", {
      where: { all: [own, { field: "measuredOn", op: "le", value: day }] },
      sort: [["measuredOn", "desc"]],
      limit: 1,
    }),
  ]);
  const profile = profiles.records[0]?.content as ContentOf<typeof wellnessProfiles> | undefined;
  const weight = scales.records[0]?.content["weightKg"];
  const kg = typeof weight === "number" ? weight : null;
  return restingKcal(bodyFacts(profile ?? null, kg, day));
}
