import type { Receipt } from "@healthops/protocol/wire/push";
import type { FreshReceipt } from "./batch-rows.ts";

/** A replica's numbering, locked for this transaction and moved on as its groups are decided. */
export interface ReplicaState {
  readonly id: string;
  readonly personId: string;
  readonly revoked: boolean;
  /** The newest line of time, and the time up to which the first of them has all there was before. */
  readonly line: { readonly id: string; readonly number: number; readonly since_us: number };
  lastSeq: number;
  /** Hash of the last group; null when an older hub stored it. */
  lastHash: string | null;
  /** The oldest id of this device and its copies, when it is known to have any [PSH4]. */
  copyRoot: string | null;
  /** By number: what is stored of repeated groups and what this batch makes. */
  readonly known: Map<number, KnownGroup>;
  /** The receipts that this batch makes. */
  readonly fresh: FreshReceipt[];
}

/** What the hub keeps of a group that it has answered. */
export interface KnownGroup {
  /** Null when a hub stored it that took no hashes. */
  readonly hash: string | null;
  readonly receipt: Receipt;
  /** The history says that the receipt is another group's than the one that comes now. */
  readonly contradicted?: boolean;
}
