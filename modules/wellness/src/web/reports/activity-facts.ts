import type { DayRange, GroupBy } from "@healthops/ui/calendar/period";
import { groupsIn } from "@healthops/ui/calendar/period";
import { ACTIVITIES } from "../../activities.ts";
import type { ActivityCode, Language } from "../../activities.ts";
import { activityName } from "../../diary/activity-name.ts";
import type { Reader } from "./energy-facts.ts";

/** All that was done under one name. */
export interface ActivitySum {
  readonly name: string;
  readonly times: number;
  readonly minutes: number;
  readonly kcal: number;
  /** Minutes of each period. */
  readonly byPeriod: readonly number[];
}

export interface ActivityFacts {
  /** First days of the periods. */
  readonly periods: readonly string[];
  /** Those with most minutes first. */
  readonly activities: readonly ActivitySum[];
}

/** What a person did, by activity and period; added up by the database. */
export async function activityFacts(
  reader: Reader,
  personId: string,
  range: DayRange,
  by: GroupBy,
  language: Language,
): Promise<ActivityFacts> {
  const periods = groupsIn(range, by);
  const places = new Map(periods.map((from, at) => [by === "month" ? from.slice(0, 7) : from, at]));
  const totals = await reader.totals("exercises", {
    where: {
      all: [
        { field: "personId", op: "eq", value: personId },
        { field: "performedOn", op: "between", value: [range.from, range.to] },
      ],
    },
    groupBy: [{ field: "performedOn", by }, { field: "activity" }, { field: "activityCode" }],
    measures: {
      times: { op: "count" },
      minutes: { op: "sum", field: "durationMinutes" },
      kcal: { op: "sum", field: "totalKcal" },
    },
  });
  const sums = new Map<
    string,
    { times: number; minutes: number; kcal: number; byPeriod: number[] }
  >();
  for (const { group, values } of totals) {
    const name = activityName(
      { activity: String(group[1]), activityCode: knownCode(group[2]) },
      language,
    );
    const sum = sums.get(name) ?? {
      times: 0,
      minutes: 0,
      kcal: 0,
      byPeriod: periods.map(() => 0),
    };
    sums.set(name, sum);
    const minutes = Number(values["minutes"] ?? 0);
    const place = places.get(String(group[0]));
    sum.times += Number(values["times"]);
    sum.minutes += minutes;
    sum.kcal += Number(values["kcal"] ?? 0);
    if (place !== undefined) sum.byPeriod[place] = (sum.byPeriod[place] ?? 0) + minutes;
  }
  const activities = [...sums].map(([name, sum]) => Object.assign(sum, { name }));
  return { periods, activities: activities.toSorted((a, b) => b.minutes - a.minutes) };
}

function knownCode(code: unknown): ActivityCode | null {
  return typeof code === "string" && code in ACTIVITIES ? (code as ActivityCode) : null;
}
