import type { FieldValue } from "@healthops/schema/field";
import { changedValue, setDifference } from "./delta.ts";
import type { ChangeSince, CurrentRecord, MergeInput } from "./merge-input.ts";
import { sameValue } from "./same-value.ts";

/** What happened to one field since the version that a mutation was based on. */
export interface FieldHistory {
  /** The value that the mutation's author saw: with their own changes, without anyone else's. */
  readonly seen: FieldValue;
  /** Whether the hub's value is one that someone else chose and the author did not see. */
  readonly changedByOther: boolean;
  /** The latest change of the field by someone else, when the history knows it. */
  readonly other: ChangeSince | null;
}

/** The changes of the record that did not come from the mutation's own device. */
export function othersAmong(
  input: Pick<MergeInput, "since" | "replicaId">,
): readonly ChangeSince[] {
  return input.since.filter((change) => !isMine(input, change));
}

/** Traces one field through the changes since the mutation's base. */
export function fieldHistory(
  input: MergeInput,
  current: CurrentRecord,
  name: string,
): FieldHistory {
  const changes = input.since.filter((change) => touches(change, name));
  const other = changes.findLast((change) => !isMine(input, change)) ?? null;
  const seen = seenValue(input, current, name, changes);
  return { seen, other, changedByOther: changedByOther(input, current, name, changes, seen) };
}

function changedByOther(
  input: MergeInput,
  current: CurrentRecord,
  name: string,
  changes: readonly ChangeSince[],
  seen: FieldValue,
): boolean {
  if (input.mutation.op === "create") {
    // Whoever made the record chose every field of it, also those left empty.
    const last = changes.at(-1) ?? input.since[0];
    return last === undefined || !isMine(input, last);
  }
  if (input.since.length === 0) return current.version > input.mutation.base;
  const last = changes.at(-1);
  if (last === undefined || isMine(input, last)) return false;
  // An edit that stands on nothing is on a creation of its author's; where the history has it from another
  // device, as after a copy, nothing says what they saw.
  if (input.mutation.base === 0 && !changes.some((change) => isMine(input, change))) return true;
  // Changed and changed back: the author saw just this value, so nothing is overlooked.
  return !sameValue(current.content[name], seen);
}

function seenValue(
  input: MergeInput,
  current: CurrentRecord,
  name: string,
  changes: readonly ChangeSince[],
): FieldValue {
  const field = input.collection.fields[name];
  let seen: FieldValue = null;
  if (input.mutation.op !== "create")
    seen = (changes[0] ?? { before: current.content }).before[name] ?? null;
  if (field === undefined) return seen;
  for (const change of changes) {
    if (!isMine(input, change)) continue;
    const before = change.before[name] ?? null;
    const after = change.after[name] ?? null;
    seen = changedValue(field, seen, ownStep(field.merge, before, after));
  }
  return seen;
}

/** An own change as the author saw it: counters and sets had moved by as much, from elsewhere. */
function ownStep(merge: string, before: FieldValue, after: FieldValue): unknown {
  if (merge === "set") return setDifference(before, after);
  if (merge === "counter") return { add: numberOf(after) - numberOf(before) };
  return after;
}

function numberOf(value: FieldValue): number {
  return typeof value === "number" ? value : 0;
}

function touches(change: ChangeSince, name: string): boolean {
  return Object.hasOwn(change.after, name) || Object.hasOwn(change.before, name);
}

function isMine(input: Pick<MergeInput, "replicaId">, change: ChangeSince): boolean {
  return input.replicaId !== null && change.replicaId === input.replicaId;
}
