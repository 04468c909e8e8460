import type { Content } from "@healthops/schema/record";
import type { Operation } from "@healthops/schema/permission";

/** One change of a record, as the hub's `/history` answers it. */
export interface HistoryEntry {
  readonly version: number;
  readonly op: Operation;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly personId: string | null;
  readonly reason: string | null;
  /** The record was not this person's to see then: only when it changed is told. */
  readonly withheld: boolean;
  readonly before: Content | null;
  readonly after: Content | null;
}

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  readonly next: string | null;
}

/** Names of the fields that an entry changed, in the order that the collection declares them. */
export function changedFields(entry: HistoryEntry, declared: readonly string[]): readonly string[] {
  const before = entry.before ?? {};
  const after = entry.after ?? {};
  return declared.filter((name) => {
    const was = before[name] ?? null;
    const is = after[name] ?? null;
    return JSON.stringify(was) !== JSON.stringify(is);
  });
}
