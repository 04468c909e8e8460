import type { Problem } from "@healthops/base/problem";
import type { Collection } from "@healthops/schema/collection";
import type { ClashValues } from "@healthops/schema/core/conflicts";
import type { Operation } from "@healthops/schema/permission";
import type { Content } from "@healthops/schema/record";
import type { Mutation } from "../wire/push.ts";

/** One accepted change from the record's history. */
export interface ChangeSince {
  /** The record's version after the change. */
  readonly version: number;
  readonly op: Operation;
  /** The device it came from; null when it came through the API or from the hub itself. */
  readonly replicaId: string | null;
  readonly personId: string | null;
  readonly at_us: number;
  /** Values before and after, of the changed fields only; a create has no values before. */
  readonly before: Content;
  readonly after: Content;
}

/** The record as the hub has it. */
export interface CurrentRecord {
  readonly version: number;
  readonly deleted: boolean;
  /** All fields, also of a deleted record. */
  readonly content: Content;
}

export interface MergeInput {
  readonly collection: Collection;
  readonly mutation: Mutation;
  /** The device the mutation comes from; its own earlier changes are never someone else's. */
  readonly replicaId: string | null;
  /** Null when the hub has no record of that id. */
  readonly current: CurrentRecord | null;
  /** The record's changes after the version that the mutation is based on, oldest first. */
  readonly since: readonly ChangeSince[];
}

/** What a person has to decide [MRG5]: only the fields that could not be merged. */
export interface Clash {
  readonly kind: "fields" | "edit_of_deleted" | "delete_of_edited";
  /** Values that the mutation's author saw. */
  readonly base: ClashValues;
  /** Values that the mutation wanted; none for a deletion. */
  readonly mine: ClashValues;
  /** Values that the hub keeps until a person decides. */
  readonly theirs: ClashValues;
  /** Who made the other change last, null when it was the hub itself. */
  readonly theirsBy: string | null;
  /** When, by the hub's clock. */
  readonly theirsAt_us: number;
}

/** The record after the merge. `changed` empty and `deleted` as before: there is nothing to write. */
interface Merged {
  readonly content: Content;
  readonly deleted: boolean;
  /** Fields (derived ones too) whose value differs from the hub's; all of them for a new record. */
  readonly changed: readonly string[];
}

/** `applied`: nobody else had changed the record. `merged`: someone had, and every field found its place. */
export type MergeDecision =
  | ({ readonly outcome: "applied" | "merged" } & Merged)
  | ({ readonly outcome: "conflict"; readonly clash: Clash } & Merged)
  | { readonly outcome: "rejected"; readonly problem: Problem };
