import type { Collection } from "@healthops/schema/collection";
import type { Field, FieldValue, Stamp } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import { sameValue } from "./same-value.ts";

/** Who makes a change and when, as the hub says; on a device provisionally as the device says. */
export interface Signature {
  /** Null: the hub itself. */
  readonly personId: string | null;
  /** ISO 8601 in UTC with milliseconds. */
  readonly at: string;
}

type StampedField = readonly [name: string, field: Field, stamp: Stamp];

/**
 * The content of a change with who did what and when filled in [PSH8]: stamps whose cause this change is
 * are set, those whose step was taken back are emptied, all others are as before. `before` is null when
 * the record is made, also anew after it was deleted. `stated`: what the hub's own code said itself.
 */
export function withStamps(
  collection: Collection,
  before: Content | null,
  after: Content,
  signature: Signature,
  stated: Readonly<Record<string, unknown>> = NOTHING,
): Content {
  const stamped = stampedFields(collection);
  if (stamped.length === 0) return after;
  const content: Record<string, FieldValue> = { ...after };
  for (const [name, field, stamp] of stamped) {
    if (name in stated) continue;
    const kept = before?.[name] ?? null;
    content[name] = isCaused(stamp, before, after)
      ? field.kind === "reference"
        ? signature.personId
        : signature.at
      : isTakenBack(stamp, before, after)
        ? null
        : kept;
  }
  return content;
}

/** Whether a change of the collection's records can set or empty anything. */
export function hasStamps(collection: Collection): boolean {
  return stampedFields(collection).length > 0;
}

const NOTHING = Object.freeze({});

function isCaused(stamp: Stamp, before: Content | null, after: Content): boolean {
  const now = after[stamp.field] ?? null;
  if (!stamp.to.includes(now)) return false;
  if (before === null) return stamp.from === undefined;
  const was = before[stamp.field] ?? null;
  if (was !== now) return stamp.from?.includes(was) ?? true;
  return stamp.also?.some((name) => !sameValue(before[name], after[name])) ?? false;
}

function isTakenBack(stamp: Stamp, before: Content | null, after: Content): boolean {
  const now = after[stamp.field] ?? null;
  return before?.[stamp.field] !== now && (stamp.without?.includes(now) ?? false);
}

const layouts = new WeakMap<Collection, readonly StampedField[]>();

function stampedFields(collection: Collection): readonly StampedField[] {
  let known = layouts.get(collection);
  if (known === undefined) {
    known = Object.entries(collection.fields).flatMap(([name, field]): StampedField[] =>
      typeof field.setByHub === "object" ? [[name, field, field.setByHub]] : [],
    );
    layouts.set(collection, known);
  }
  return known;
}
