import { assert } from "@healthops/base/assert";
import { canonicalValue } from "@healthops/schema/content";
import type { Field, FieldValue } from "@healthops/schema/field";

/** A change of a `counter` field, wherever the counter stands by then. */
export interface CounterDelta {
  readonly add: number;
}

/** A change of a `set` field; what is in neither list stays as it is. */
export interface SetDelta {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** The value read as a counter's change, or null when it is a plain value. */
export function counterDelta(value: unknown): CounterDelta | null {
  if (typeof value !== "object" || value === null || !("add" in value)) return null;
  return typeof value.add === "number" ? { add: value.add } : null;
}

/** The value read as a set's change (a missing list is empty), or null when it is a plain value. */
export function setDelta(value: unknown): SetDelta | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { add, remove } = value as { readonly add?: unknown; readonly remove?: unknown };
  return { add: membersOf(add), remove: membersOf(remove) };
}

/** The members of a set as it is stored (sorted, each once); anything that is no list has none. */
function membersOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return [...new Set(value.filter((member) => typeof member === "string"))].toSorted();
}

/** What leads from one set to the other, member by member. */
export function setDifference(from: FieldValue | undefined, to: FieldValue | undefined): SetDelta {
  const had = new Set(membersOf(from));
  const has = new Set(membersOf(to));
  return {
    add: [...has].filter((member) => !had.has(member)),
    remove: [...had].filter((member) => !has.has(member)),
  };
}

/**
 * The value of a field after a change, in its canonical form: a plain value takes its place; a
 * counter's delta is added (an empty counter counts from 0); a set's removals go before its additions.
 */
export function changedValue(field: Field, value: FieldValue, change: unknown): FieldValue {
  assert(change !== undefined, "a change carries a value");
  if (field.merge === "counter") {
    const delta = counterDelta(change);
    if (delta !== null)
      return canonicalValue(field, (typeof value === "number" ? value : 0) + delta.add);
  }
  if (field.kind === "set") {
    const delta = setDelta(change);
    if (delta !== null) return canonicalValue(field, withDelta(value, delta));
  }
  return canonicalValue(field, change as FieldValue);
}

function withDelta(value: FieldValue, delta: SetDelta): readonly string[] {
  const members = new Set(membersOf(value));
  for (const member of delta.remove) members.delete(member);
  for (const member of delta.add) members.add(member);
  return [...members].toSorted();
}
