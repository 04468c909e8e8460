import { AssertionFailed } from "@healthops/base/assert";
import type { Collection } from "./collection.ts";
import type { Field, FieldValue } from "./field.ts";
import type { Content } from "./record.ts";

/**
 * The whole content of a new record: the given values, defaults for the fields left out, `null` for
 * what stays empty, each value in its canonical form, derived fields filled in. The given fields
 * must have passed the collection's validator; derived and undeclared ones are not looked at.
 */
export function completeContent(collection: Collection, fields: Content): Content {
  const content: Record<string, FieldValue> = {};
  for (const [name, field] of layoutOf(collection).all) {
    const given = field.derived ? null : fields[name];
    content[name] = canonicalValue(field, given === undefined ? field.default : given);
  }
  deriveInto(collection, content);
  return content;
}

/**
 * The content with its derived fields computed anew (`null` where `derive` gives nothing, numbers
 * rounded to the field's digits); call it after every change. It answers the same content when the
 * collection derives nothing.
 */
export function withDerived(collection: Collection, content: Content): Content {
  if (layoutOf(collection).derived.length === 0) return content;
  const whole: Record<string, FieldValue> = { ...content };
  deriveInto(collection, whole);
  return whole;
}

function deriveInto(collection: Collection, content: Record<string, FieldValue>): void {
  const { derived } = layoutOf(collection);
  if (derived.length === 0) return;
  const computed = collection.derive(content);
  for (const name in computed) {
    if (collection.fields[name]?.derived === true) continue;
    throw new AssertionFailed(`${collection.name}.${name} is computed but not declared as derived`);
  }
  for (const [name, field] of derived) {
    content[name] = canonicalValue(field, rounded(field, computed[name] ?? null));
  }
}

/**
 * The one form in which equal values are stored and travel: sets sorted by code unit without
 * repeats, an empty optional set as `null`, and never minus zero. The value must be valid.
 */
export function canonicalValue(field: Field, value: FieldValue): FieldValue {
  if (typeof value === "number") return value + 0;
  if (field.kind !== "set" || !Array.isArray(value)) return value;
  if (value.length === 0 && !field.required) return null;
  return value.length < 2 ? value : [...new Set(value)].toSorted();
}

function rounded(field: Field, value: FieldValue): FieldValue {
  if (typeof value !== "number" || !Number.isFinite(value)) return value;
  if (field.kind === "integer") return Math.round(value);
  return field.decimals === undefined ? value : Number(value.toFixed(field.decimals));
}

interface Layout {
  readonly all: readonly (readonly [string, Field])[];
  readonly derived: readonly (readonly [string, Field])[];
}

/** Listing a collection's fields for every record anew costs more than completing the record. */
const layouts = new WeakMap<Collection, Layout>();

function layoutOf(collection: Collection): Layout {
  const known = layouts.get(collection);
  if (known !== undefined) return known;
  const all = Object.entries(collection.fields);
  const layout = { all, derived: all.filter(([, field]) => field.derived) };
  layouts.set(collection, layout);
  return layout;
}
