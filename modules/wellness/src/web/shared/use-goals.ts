import { useList } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useMemo } from "react";
import type { Goal, GoalKind } from "../../goals/active-goals.ts";
import { activeGoals, goalOf } from "../../goals/active-goals.ts";

/** The goals of the person who is signed in that hold on a day. */
export function useGoals(day: string): Partial<Record<GoalKind, Goal>> {
  const { personId } = useIdentity();
  const found = useList("goals", {
    where: { field: "personId", op: "eq", value: personId },
    limit: 500,
  });
  const records = valueOr(found, null)?.records;
  return useMemo(() => activeGoals((records ?? []).map(goalOf), day), [records, day]);
}
