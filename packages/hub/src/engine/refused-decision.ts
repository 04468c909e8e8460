import type { Problem } from "@healthops/base/problem";
import type { Group } from "@healthops/protocol/wire/push";
import { conflicts } from "@healthops/schema/core/conflicts";
import type { Content } from "@healthops/schema/record";
import { aboutKey } from "./about.ts";
import { decisionRefusal } from "./conflict-decision.ts";
import type { WorkingRecord, WorkingSet } from "./working-set.ts";

/** The first conflict of a group that is not decided as it has to be, and which of its mutations does so. */
export function refusedDecision(
  working: WorkingSet,
  mark: number,
  { mutations }: Group,
  changesSince: (record: WorkingRecord, base: number) => readonly Decided[],
): { readonly culprit: number; readonly problem: Problem } | null {
  if (!mutations.some(({ collection }) => collection === conflicts.name)) return null;
  const set = working
    .setSince(mark)
    .filter(({ record }) => record.collection.name === conflicts.name);
  for (const { record: conflict, previous } of set) {
    const culprit = mutations.findLastIndex(
      ({ collection, id }) => collection === conflicts.name && id === conflict.id,
    );
    const mutation = mutations[culprit];
    if (mutation === undefined || previous === undefined) continue;
    const key = aboutKey(conflicts, previous.content);
    const problem = decisionRefusal({
      before: previous.content,
      after: conflict.content,
      decisionSeen: !changesSince(previous, mutation.base).some(decides),
      record: (key && working.get(key.collection, key.id)) ?? null,
      edits: mutations.filter(
        ({ collection, id }) => collection === key?.collection && id === key.id,
      ),
    });
    if (problem !== null) return { culprit, problem };
  }
  return null;
}

type Decided = { readonly after: Content };

function decides({ after }: Decided): boolean {
  return "status" in after || "outcome" in after;
}
