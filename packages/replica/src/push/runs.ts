import type { GroupId } from "../outbox/change.ts";

/** Groups that follow each other without a gap and share a value: one statement does for all. */
export interface Run<T> {
  readonly first: GroupId;
  readonly last: GroupId;
  readonly value: T;
}

/** Joins neighbours; groups mostly wait, and are answered, in the order in which they were made. */
export function runsOf<T>(
  entries: Iterable<{ readonly localId: GroupId; readonly value: T }>,
): readonly Run<T>[] {
  const runs: { first: GroupId; last: GroupId; value: T }[] = [];
  for (const { localId, value } of entries) {
    const run = runs.at(-1);
    if (run !== undefined && run.last + 1 === localId && run.value === value) run.last = localId;
    else runs.push({ first: localId, last: localId, value });
  }
  return runs;
}
