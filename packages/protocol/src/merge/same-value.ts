import type { FieldValue } from "@healthops/schema/field";

/**
 * Whether two field values are the same: deep, the order of an object's keys left out (databases
 * reorder them), 0 and -0 the same, and a missing value the same as `null`.
 */
export function sameValue(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  const a = one ?? null;
  const b = other ?? null;
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (isList(a) || isList(b)) {
    if (!isList(a) || !isList(b) || a.length !== b.length) return false;
    return a.every((item, index) => sameValue(item, b[index]));
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameItem(a[key], b[key]));
}

/** As `sameValue`, for values that both are there. */
function sameItem(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  return a !== undefined && b !== undefined && sameValue(a, b);
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value);
}
