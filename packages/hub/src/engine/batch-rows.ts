import type { Receipt } from "@healthops/protocol/wire/push";
import type { ScopeKey } from "@healthops/schema/scope";
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
  readonly lastHash: string | null;
  readonly receipts: readonly FreshReceipt[];
}

/** A receipt that the batch makes. */
export interface FreshReceipt {
  readonly receipt: Receipt;
  readonly hash: string;
  /** Where the group was applied before, under another id of the same device [PSH4]. */
  readonly first: FirstPlace | null;
}

export interface FirstPlace {
  readonly replicaId: string;
  readonly seq: number;
}

/** Everything that one transaction writes, decided but not yet placed. */
export interface BatchRows {
  readonly records: readonly WorkingRecord[];
  readonly feed: readonly FeedRow[];
  readonly replicas: readonly ReplicaAdvance[];
}

/** The feed rows of changed records: present in their scopes, departed from those they left. */
export function feedRowsOf(records: readonly WorkingRecord[]): FeedRow[] {
  const rows: FeedRow[] = [];
  for (const record of records) {
    for (const scope of record.scopes) rows.push({ scope, record, departed: false });
    for (const scope of record.loaded?.scopes ?? []) {
      if (!record.scopes.includes(scope)) rows.push({ scope, record, departed: true });
    }
  }
  return rows;
}

/** The scopes that the feed rows of these records are in. */
export function scopesToFeed(records: readonly WorkingRecord[]): ReadonlySet<ScopeKey> {
  const scopes = new Set<ScopeKey>();
  for (const { scopes: present, loaded } of records) {
    for (const scope of present) scopes.add(scope);
    for (const scope of loaded?.scopes ?? []) scopes.add(scope);
  }
  return scopes;
}
