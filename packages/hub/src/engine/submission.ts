import type { Problem } from "@healthops/base/problem";
import type { LineClaim } from "@healthops/protocol/line-header";
import type { Group, Receipt } from "@healthops/protocol/wire/push";
import type { Queryable } from "../database/pool.ts";
import type { HubActor } from "../hub-actor.ts";

/** Groups of changes handed to the engine by one actor, whichever door they came through [ORD2]. */
export interface Submission {
  readonly actor: HubActor;
  /** The replica whose numbering the groups carry; null for the hub's own doors (REST, imports, jobs). */
  readonly replica: SubmittingReplica | null;
  readonly groups: readonly Group[];
  /** Why, as a person or a client said it; kept in the history. */
  readonly reason?: string;
  /** Groups that were refused in earlier parts of the same push: what builds on them is held back. */
  readonly refusedBefore?: readonly Group[];
  /**
   * Id of a client that brings whole states instead of numbered groups: stands in the history as the
   * device, and its own earlier changes are never somebody else's. Only without `replica`.
   */
  readonly origin?: string;
  /**
   * The hub's own code makes these changes for the actor, such as the account of a key: it may set what
   * no writer may [PSH8]. Permissions are asked as ever.
   */
  readonly ofHub?: true;
  /**
   * What is to be kept in the same transaction, once the groups are decided and written. Called again
   * when the transaction is, so it must have no effect outside of the database.
   */
  readonly alongside?: (connection: Queryable, receipts: readonly Receipt[]) => Promise<void>;
}

/**
 * Whether its groups may be applied in several transactions, one after the other. A device asks again
 * until it has a receipt for each, and each stands for itself; what a person, a program or a file hands
 * over as a whole is applied as a whole.
 */
export function mayComeInParts({ replica, alongside }: Submission): boolean {
  return replica !== null && alongside === undefined;
}

export interface SubmittingReplica {
  readonly id: string;
  readonly protocol: number;
  readonly schema: string;
  /** The hub's epoch as the replica knows it; null or absent: not yet. */
  readonly epoch?: string | null;
  /** What it says of its line; absent or null for a device from before lines [LIN5]. */
  readonly claim?: LineClaim | null;
  /** What the replica holds for the hash of the group before its first one [PSH4]. */
  readonly previous?: string | undefined;
  /** The groups were made under this replica id, of which the replica is a copy. */
  readonly copyOf?: string | undefined;
}

/**
 * What becomes of one submission: a receipt per group, or a refusal of the whole. Fewer receipts than
 * groups: the time of the batch was over, and the groups without one are as if never submitted.
 */
export type SubmissionResult =
  | { readonly receipts: readonly Receipt[] }
  | { readonly problem: Problem };

/** Number of mutations in a submission. */
export function mutationCount(submission: Submission): number {
  return submission.groups.reduce((sum, group) => sum + group.mutations.length, 0);
}

/** What a device's push is answered with. */
export interface AnsweredSubmission {
  readonly receipts: readonly Receipt[];
  /** Stands for the last group, for the next push [PSH4]. */
  readonly hash: string | null;
}
