import type { Replica } from "@healthops/replica/replica";
import type { ListQuery } from "@healthops/schema/list/list-query";
import type { ActivityCode } from "@healthops/wellness/activities";
import { ACTIVITIES } from "@healthops/wellness/activities";
import { exercises } from "@healthops/wellness/collections/exercises";
import { Dice } from "@healthops/wellness/demo/dice";
import { now_ms } from "../programs/now.ts";

/** `browse`: filter, sort by an index, page; `column`: sort by a column without one; `search`: words. */
export type QueryKind = "browse" | "column" | "search";

export const CODES = Object.keys(ACTIVITIES) as ActivityCode[];
/** Whole words, beginnings as somebody types them, two words, and one that no record has. */
export const SEARCHES = [
  "yoga",
  "cyc",
  "running km",
  "walking",
  "sw",
  "training vig",
  "hike",
  "zzz",
];
const LIMIT = 50;

/** Runs that many different queries and times each, ms. */
export async function timeQueries(
  replica: Replica,
  kind: QueryKind,
  count: number,
): Promise<readonly number[]> {
  const dice = new Dice(count);
  const times: number[] = [];
  let after: string | null = null;
  for (let index = 0; index < count; index += 1) {
    const query = queryOf(kind, dice, index, after);
    const start = now_ms();
    const page = await replica.list(exercises.name, query);
    times.push(now_ms() - start);
    // A person pages on through the plain list now and then.
    if (kind === "browse" && index % 4 === 0) after = page.next;
  }
  return times;
}

function queryOf(kind: QueryKind, dice: Dice, index: number, after: string | null): ListQuery {
  switch (kind) {
    case "browse":
      return browseQuery(dice, index, after);
    case "column": {
      const field = dice.pick(["totalKcal", "durationMinutes", "activity", "distanceKm"]);
      return { sort: [[field, dice.pick(["asc", "desc"])]], limit: LIMIT };
    }
    case "search":
      return { search: dice.pick(SEARCHES), limit: LIMIT };
  }
}

function browseQuery(dice: Dice, index: number, after: string | null): ListQuery {
  const month = `2024-${String(dice.integer(1, 12)).padStart(2, "0")}`;
  const inMonth = {
    field: "performedOn",
    op: "between",
    value: [`${month}-01`, `${month}-28`],
  } as const;
  const ofKind = { field: "activityCode", op: "eq", value: dice.pick(CODES) } as const;
  switch (index % 4) {
    case 0:
      return after === null ? { limit: LIMIT } : { limit: LIMIT, after };
    case 1:
      return { where: ofKind, limit: LIMIT };
    case 2:
      return { where: inMonth, sort: [["performedOn", "asc"]], limit: LIMIT };
    default: {
      const long = { field: "durationMinutes", op: "ge", value: 60 } as const;
      return { where: { all: [inMonth, ofKind, long] }, limit: LIMIT };
    }
  }
}
