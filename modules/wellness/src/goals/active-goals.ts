import type { ContentOf } from "@healthops/schema/collection";
import type { StoredRecord } from "@healthops/schema/record";
import type { goals } from "../collections/goals.ts";

/** A goal with its record's id. */
export type Goal = ContentOf<typeof goals> & { readonly id: string };
export type GoalKind = Goal["kind"];

/** A record of `goals` as screens read it. */
export function goalOf({ id, content }: StoredRecord): Goal {
  return { ...(content as ContentOf<typeof goals>), id };
}

/** The goals that hold on a day: of each kind the one that began last. */
export function activeGoals(all: readonly Goal[], day: string): Partial<Record<GoalKind, Goal>> {
  const active: Partial<Record<GoalKind, Goal>> = {};
  for (const goal of all) {
    if (goal.startsOn > day || (goal.endsOn !== null && goal.endsOn < day)) continue;
    const other = active[goal.kind];
    if (other === undefined || later(goal, other)) active[goal.kind] = goal;
  }
  return active;
}

function later(a: Goal, b: Goal): boolean {
  return a.startsOn === b.startsOn ? a.id > b.id : a.startsOn > b.startsOn;
}
