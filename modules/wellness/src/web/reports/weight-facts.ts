import { readAll } from "@healthops/ui/reports/read-all";
import type { DayRange, GroupBy } from "@healthops/ui/calendar/period";
import { groupsIn } from "@healthops/ui/calendar/period";
import { activeGoals, goalOf } from "../../goals/active-goals.ts";
import type { Reader } from "./energy-facts.ts";

/** A period's readings of the scales in kg; null without any. */
export interface WeightPeriod {
  readonly from: string;
  readonly readings: number;
  readonly averageKg: number | null;
  readonly leastKg: number | null;
  readonly mostKg: number | null;
}

export interface WeightFacts {
  readonly periods: readonly WeightPeriod[];
  /** The goal that holds on the day; null when there is none. */
  readonly goalKg: number | null;
}

/** A person's weight, period by period, and the goal that holds on a day. */
export async function weightFacts(
  reader: Reader,
  personId: string,
  range: DayRange,
  by: GroupBy,
  goalDay: string,
): Promise<WeightFacts> {
  const own = { field: "personId", op: "eq", value: personId } as const;
  const weight = { field: "weightKg" } as const;
  const [totals, goals] = await Promise.all([
    reader.totals("weights", {
      where: { all: [own, { field: "measuredOn", op: "between", value: [range.from, range.to] }] },
      groupBy: [{ field: "measuredOn", by }],
      measures: {
        readings: { op: "count" },
        average: { op: "avg", ...weight },
        least: { op: "min", ...weight },
        most: { op: "max", ...weight },
      },
    }),
    readAll(reader, "goals", own, "startsOn"),
  ]);
  const known = new Map(totals.map(({ group, values }) => [String(group[0]), values]));
  const goal = activeGoals(goals.map(goalOf), goalDay).body_weight;
  return {
    goalKg: goal?.target ?? null,
    periods: groupsIn(range, by).map((from) => {
      const values = known.get(by === "month" ? from.slice(0, 7) : from);
      return {
        from,
        readings: Number(values?.["readings"] ?? 0),
        averageKg: numberOf(values?.["average"]),
        leastKg: numberOf(values?.["least"]),
        mostKg: numberOf(values?.["most"]),
      };
    }),
  };
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
