import type { FieldFault } from "@healthops/base/problem";
import type { Group } from "@healthops/protocol/wire/push";
import type { Collection } from "@healthops/schema/collection";
import type { NamedRecord } from "@healthops/schema/field";
import { followedId } from "@healthops/schema/follows";
import type { Content } from "@healthops/schema/record";
import { referencesOf, targetId, targetIds } from "@healthops/schema/references";
import type { Schema } from "@healthops/schema/schema";
import type { ScopeKey } from "@healthops/schema/scope";
import type { HubActor } from "../hub-actor.ts";
import { mayKnow } from "../hub-actor.ts";
import type { WorkingRecord, WorkingSet } from "./working-set.ts";

/** A record that a batch refers to, as the database has it. */
export interface KnownReference {
  readonly deleted: boolean;
  readonly scopes: readonly ScopeKey[];
}

/** The records that a batch refers to and that exist, by collection and id. */
export type KnownReferences = ReadonlyMap<string, ReadonlyMap<string, KnownReference>>;

/**
 * The ids that the groups refer to, by collection: what their mutations name, and what a record that
 * one of them brings back has named before.
 */
export function wantedReferences(
  schema: Schema,
  groups: Iterable<Group>,
  working: WorkingSet,
): ReadonlyMap<string, ReadonlySet<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const group of groups) {
    for (const mutation of group.mutations) {
      const collection = schema.collections.get(mutation.collection);
      if (collection === undefined) continue;
      const kept =
        mutation.op === "restore" ? working.get(collection.name, mutation.id)?.content : undefined;
      for (const reference of referencesOf(collection)) {
        const { field, to } = reference;
        // What the batch has read is held already.
        const named = targetIds(reference, kept?.[field] ?? mutation.fields[field]).filter(
          (id) => working.get(to, id) === undefined,
        );
        if (named.length === 0) continue;
        const ids = wanted.get(to) ?? new Set();
        wanted.set(to, ids);
        for (const id of named) ids.add(id);
      }
    }
  }
  return wanted;
}

/** A change of a record, as far as its references are concerned. */
export interface ReferringChange {
  readonly collection: Collection;
  /** As it was; undefined for a new record. */
  readonly record: WorkingRecord | undefined;
  readonly after: Content;
  /** Whether the record stays or becomes deleted. */
  readonly deleted: boolean;
  /** A program that brings whole states keeps what it names, whether or not it is known here. */
  readonly namesFreely: boolean;
}

/**
 * A fault for each reference that the actor newly makes to a record which is not there, or not for
 * them: nobody learns which. What an old record points to already may be out of its editor's sight,
 * but a record that is brought back must not point to one that is gone.
 */
export function referenceFaults(
  known: KnownReferences,
  working: WorkingSet,
  actor: HubActor,
  { collection, record, after, deleted, namesFreely }: ReferringChange,
): FieldFault[] {
  const faults: FieldFault[] = [];
  const isRestored = record?.deleted === true && !deleted;
  for (const reference of referencesOf(collection)) {
    const { field, to, isSet, names } = reference;
    if (names !== null && namesFreely) continue;
    // What it follows points there as well, or else it is refused for that.
    if (field === collection.follows?.field && followedId(collection, after) !== null) continue;
    if (isSet) {
      const old = new Set(targetIds(reference, record?.content[field]));
      const find = (id: string) => working.get(to, id) ?? known.get(to)?.get(id);
      for (const id of targetIds(reference, after[field])) {
        if (old.has(id) && !isRestored) continue;
        const target = find(id);
        const isUnknown = target === undefined || (!old.has(id) && !mayKnow(actor, target.scopes));
        if (!isUnknown && !target.deleted) continue;
        faults.push(isUnknown ? unknownTarget(field, to) : deletedTarget(field, to));
        break;
      }
      continue;
    }
    const value = after[field];
    if (typeof value !== "string" || names?.also.includes(value) === true) continue;
    const isOld = record?.content[field] === value;
    if (isOld && !isRestored) continue;
    const id = names === null ? value : targetId(reference, value);
    const target = id === null ? undefined : (working.get(to, id) ?? known.get(to)?.get(id));
    // What was named before anybody asked whether it is there stays so.
    if (names !== null && isOld && target === undefined) continue;
    if (target === undefined || (!isOld && !mayKnow(actor, target.scopes))) {
      faults.push(names === null ? unknownTarget(field, to) : unknownName(field, names));
    } else if (target.deleted) {
      faults.push(deletedTarget(field, to));
    }
  }
  return faults;
}

/** The fault of a reference to what is not there for its author. */
export function unknownTarget(field: string, to: string): FieldFault {
  return {
    field,
    message: `refers to a record of ${to} that does not exist.`,
    allowed: `an id of ${to}`,
  };
}

/** The same of a text that is to name a record. */
function unknownName(field: string, { to, by, also }: NamedRecord): FieldFault {
  const known = also.length === 0 ? "" : `, or ${also.join(", ")}`;
  return {
    field,
    message: `names a record of ${to} that does not exist.`,
    allowed: `${by} of a record of ${to}${known}`,
  };
}

function deletedTarget(field: string, to: string): FieldFault {
  return {
    field,
    message: `refers to a record of ${to} that was deleted. Restore that one first, or choose another.`,
    allowed: `an id of ${to}`,
  };
}
