import type { GroupId } from "./change.ts";
import type { GroupState } from "./group-state.ts";

/** A group with what it touches, as far as holding back is concerned. */
export interface LinkedGroup {
  readonly localId: GroupId;
  readonly state: GroupState;
  readonly mutations: readonly LinkedMutation[];
}

interface LinkedMutation {
  readonly collection: string;
  readonly recordId: string;
  readonly creates: boolean;
  /** Ids that its reference fields hold. */
  readonly refersTo: readonly string[];
}

/**
 * Which groups must wait for a person because they build on a rejected one [PSH3]: they touch one of
 * its records, or refer to a record that it was to create; and those that build on these. Looks at
 * `waiting`, `held` and `rejected` groups, oldest first; answers the ids of those to hold. A rejected group stays
 * rejected, unless it is among the `refused`: those fell just now, perhaps only because of another.
 */
export function groupsToHold(
  groups: readonly LinkedGroup[],
  refused: ReadonlySet<GroupId> = new Set(),
): ReadonlySet<GroupId> {
  const blocked = new Set<string>();
  const missing = new Set<string>();
  const held = new Set<GroupId>();
  for (const group of groups) {
    const settled = group.state === "rejected" && !refused.has(group.localId);
    if (!settled && group.mutations.some((mutation) => buildsOn(mutation, blocked, missing))) {
      held.add(group.localId);
    } else if (group.state !== "rejected") continue;
    for (const { collection, recordId, creates } of group.mutations) {
      blocked.add(`${collection} ${recordId}`);
      if (creates) missing.add(recordId);
    }
  }
  return held;
}

function buildsOn(
  mutation: LinkedMutation,
  blocked: ReadonlySet<string>,
  missing: ReadonlySet<string>,
): boolean {
  return (
    blocked.has(`${mutation.collection} ${mutation.recordId}`) ||
    mutation.refersTo.some((id) => missing.has(id))
  );
}
