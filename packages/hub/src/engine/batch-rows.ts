import type { Receipt } from "@healthops/protocol/wire/push";
import { scopesOf } from "@healthops/schema/scope";
import type { ScopeKey } from "@healthops/schema/scope";
import type { Content } from "@healthops/schema/record";
import type { WorkingRecord } from "./working-set.ts";

/** A row of the feed [ORD3]: a record is in a scope at its newest position, or has left it. */
export interface FeedRow {
  readonly scope: ScopeKey;
  readonly record: WorkingRecord;
  readonly departed: boolean;
}

/** A replica's numbering after the batch. */
export interface ReplicaAdvance {
  readonly id: string;
  readonly lastSeq: number;
  readonly protocol: number;
  readonly schema: string;
  readonly receipts: readonly Receipt[];
}

/** Everything that one transaction writes, decided but not yet placed. */
export interface BatchRows {
  readonly records: readonly WorkingRecord[];
  readonly feed: readonly FeedRow[];
  readonly replicas: readonly ReplicaAdvance[];
}

/** The feed rows of changed records: present in their scopes, departed from those they left. */
export function feedRowsOf(records: readonly WorkingRecord[]): FeedRow[] {
  return records.flatMap((record) => {
    const now = scopeKeys(record, record.content);
    const before = record.loaded === null ? [] : scopeKeys(record, record.loaded.content);
    return [
      ...now.map((scope) => ({ scope, record, departed: false })),
      ...before
        .filter((scope) => !now.includes(scope))
        .map((scope) => ({ scope, record, departed: true })),
    ];
  });
}

/** The scopes that hold a record with this content. */
export function scopeKeys(record: Pick<WorkingRecord, "collection" | "id">, content: Content) {
  return scopesOf(record.collection, record.id, content);
}
