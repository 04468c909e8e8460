import type { PendingGroup, Refusal } from "@healthops/replica/outbox/pending-groups";

/** Unsent changes of one kind of record. */
export interface UnsentKind {
  readonly collection: string;
  readonly changes: number;
  /** Ids of the records, each once, the latest change first. */
  readonly ids: readonly string[];
  /** The first reason that the hub gave; null when it refused none. */
  readonly refusal: Refusal | null;
}

/** Unsent changes by kind of record, the kind with most changes first. */
export function groupUnsent(groups: readonly PendingGroup[]): readonly UnsentKind[] {
  const kinds = new Map<string, { changes: number; ids: Set<string>; refusal: Refusal | null }>();
  for (const { changes } of groups.toReversed()) {
    for (const { collection, id, refusal } of changes) {
      const kind = kinds.get(collection) ?? { changes: 0, ids: new Set(), refusal: null };
      kinds.set(collection, kind);
      kind.changes += 1;
      kind.ids.add(id);
      kind.refusal ??= refusal;
    }
  }
  return [...kinds]
    .map(([collection, { ids, changes, refusal }]) => ({
      collection,
      changes,
      ids: [...ids],
      refusal,
    }))
    .toSorted((a, b) => b.changes - a.changes);
}
