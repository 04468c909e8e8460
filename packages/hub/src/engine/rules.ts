import type { FieldFault } from "@healthops/base/problem";
import type { Content } from "@healthops/schema/record";
import type { Queryable } from "../database/pool.ts";
import type { HubActor } from "../hub-actor.ts";
import type { WorkingRecord } from "./working-set.ts";

/** A record that a group changes, for a module's rule to look at. */
export interface ChangedRecord {
  readonly collection: string;
  readonly id: string;
  /** As stored before this batch; null for a new record. */
  readonly before: Content | null;
  /** As it was before this group, with what earlier groups of the batch did; null for a new record. */
  readonly previous: Content | null;
  readonly after: Content;
  readonly deleted: boolean;
  /** Whether it was deleted before this group. */
  readonly wasDeleted: boolean;
}

/** What a rule may use: the open transaction, and what the batch changed but not yet wrote. */
export interface RuleContext {
  readonly connection: Queryable;
  /** Who makes the change, for rules about who may take which step. */
  readonly actor: HubActor;
  /** The hub itself, or its own code for the actor. */
  readonly ofHub: boolean;
  /** The same object for every group of one transaction: a rule may remember under it what it read. */
  readonly batch: object;
  /** Records of a collection that this batch has changed so far, this group's included. */
  pending(collection: string): readonly ChangedRecord[];
  /** One of those by its id; undefined when this batch has not changed it. */
  pendingRecord(collection: string, id: string): ChangedRecord | undefined;
  /**
   * The ids that the groups of this submission give in a field, decided and still to come: a rule may
   * read at once what they will ask for one by one.
   */
  coming(collection: string, field: string): ReadonlySet<string>;
}

/** What is known of a transaction before anything in it is decided. */
export interface BatchAhead extends Pick<RuleContext, "connection" | "batch" | "coming"> {
  /** The ids of the records of a collection that its groups name. */
  named(collection: string): ReadonlySet<string>;
  /** What the groups give for records of a collection, one by one, and what is stored of each. */
  given(collection: string): readonly GivenChange[];
}

/** A change that is still to be decided. */
export interface GivenChange {
  readonly fields: Readonly<Record<string, unknown>>;
  /** Null: the database has no such record. */
  readonly stored: Content | null;
}

/**
 * A module's own rule that needs more than one record to decide [PSH5]: double booking, negative
 * stock. It runs inside the transaction for every group that touches its collections and answers
 * faults, none when all is well. It must take the locks that keep its answer true until the commit.
 */
export interface HubRule {
  readonly collections: readonly string[];
  /** Stable code of its refusals; `rule_broken` when it has none of its own. */
  readonly code?: string;
  /**
   * Called once a transaction whose groups name one of the collections, before anything is decided: takes
   * its locks, in one order, and reads what `check` will look at, so that `check` need not wait. What a
   * reaction brings about is not foreseen here.
   */
  prepare?(ahead: BatchAhead): Promise<void>;
  check(
    context: RuleContext,
    changed: readonly ChangedRecord[],
  ): Promise<readonly FieldFault[]> | readonly FieldFault[];
}

/** A working record as rules see it; `previous` is what it was before the group. */
export function changedRecord(
  record: WorkingRecord,
  previous: WorkingRecord | undefined,
): ChangedRecord {
  return {
    collection: record.collection.name,
    id: record.id,
    before: record.loaded?.content ?? null,
    previous: previous?.content ?? null,
    after: record.content,
    deleted: record.deleted,
    wasDeleted: previous?.deleted === true,
  };
}
