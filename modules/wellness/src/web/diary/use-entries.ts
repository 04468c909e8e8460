import { useList } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import type { Watched } from "@healthops/ui/data/watched";
import { valueOr } from "@healthops/ui/data/watched";
import type { ListQuery } from "@healthops/schema/list/list-query";
import type { Page } from "@healthops/schema/list/page";
import { useMemo } from "react";
import { exerciseOf, mealOf } from "../../diary/entries.ts";
import type { DayEntries } from "../../diary/repeat.ts";
import type { Entered } from "../../diary/suggestions.ts";

/** So many of the latest entries say what somebody usually eats and does: months of a busy diary. */
const LATEST = 500;
const A_DAY = 300;

/** What was written down on a day, live; null while it is read. */
export function useDay(day: string): DayEntries | null {
  const { personId } = useIdentity();
  const meals = useList("meals", dayOf(personId, "eatenOn", day));
  const exercises = useList("exercises", dayOf(personId, "performedOn", day));
  return useRead(meals, exercises);
}

/** The latest entries up to a day, out of which suggestions are made. */
export function useEntered(day: string): Entered | null {
  const { personId } = useIdentity();
  const meals = useList("meals", latest(personId, "eatenOn", day));
  const exercises = useList("exercises", latest(personId, "performedOn", day));
  return useRead(meals, exercises);
}

function useRead(meals: Watched<Page>, exercises: Watched<Page>): DayEntries | null {
  const [eaten, done] = [valueOr(meals, null), valueOr(exercises, null)];
  return useMemo(
    () =>
      eaten === null || done === null
        ? null
        : { meals: eaten.records.map(mealOf), exercises: done.records.map(exerciseOf) },
    [eaten, done],
  );
}

function dayOf(personId: string, field: string, day: string): ListQuery {
  return {
    where: {
      all: [
        { field: "personId", op: "eq", value: personId },
        { field, op: "eq", value: day },
      ],
    },
    sort: [[field, "asc"]],
    limit: A_DAY,
  };
}

function latest(personId: string, field: string, day: string): ListQuery {
  return {
    where: {
      all: [
        { field: "personId", op: "eq", value: personId },
        { field, op: "le", value: day },
      ],
    },
    sort: [[field, "desc"]],
    limit: LATEST,
  };
}
