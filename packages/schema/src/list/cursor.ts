import { Problem } from "@healthops/base/problem";
import { isStorable } from "@healthops/base/storable";
import { sortKeyOf } from "@healthops/base/sort-key";
import type { Collection } from "../collection.ts";
import { hasSortKey } from "../derived-columns.ts";
import type { FieldValue } from "../field.ts";
import type { StoredRecord } from "../record.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";
import { valueFault } from "./field-rules.ts";
import type { SortKey } from "./order.ts";

/**
 * A cursor is the place behind one record: the values that the list is sorted by, with
 * the order itself, so that it cannot be taken for a place in another order.
 */
export function cursorAfter(
  collection: Collection,
  order: readonly SortKey[],
  record: StoredRecord,
): string {
  return cursorAt(
    collection,
    order,
    order.map(({ column }) => sortValueOf(collection, record, column.field)),
  );
}

/** The same from the values of the sort columns alone. */
export function cursorAt(
  collection: Collection,
  order: readonly SortKey[],
  values: readonly FieldValue[],
): string {
  return toBase64url(JSON.stringify([orderName(collection, order), ...values]));
}

/** The values of the sort columns; a Problem `invalid_cursor` when it is none of this list's. */
export function readCursor(
  collection: Collection,
  order: readonly SortKey[],
  cursor: string,
): readonly FieldValue[] {
  const parsed = parseJson(fromBase64url(cursor));
  if (!Array.isArray(parsed) || parsed.length !== order.length + 1) throw invalidCursor();
  const [name, ...values] = parsed as unknown[];
  if (name !== orderName(collection, order)) throw invalidCursor();
  order.forEach(({ column }, at) => {
    const value = values[at];
    const fits = value === null ? !column.required : fitsColumn(collection, order, at, value);
    if (!fits) throw invalidCursor();
  });
  return values as FieldValue[];
}

function fitsColumn(
  collection: Collection,
  order: readonly SortKey[],
  at: number,
  value: unknown,
): boolean {
  const column = order[at]?.column;
  if (column === undefined) return false;
  // A stored text may be longer than what filters accept, and a code may have been dropped since.
  if (column.kind === "text" || column.kind === "choice") {
    return typeof value === "string" && isStorable(value);
  }
  return valueFault(collection, column, value) === null;
}

function orderName(collection: Collection, order: readonly SortKey[]): string {
  const keys = order.map(({ column, direction }) => `${column.column} ${direction}`);
  return `${collection.name}: ${keys.join(", ")}`;
}

/** What the list is sorted by: of a text its key. */
function sortValueOf(collection: Collection, record: StoredRecord, field: string): FieldValue {
  const value = fieldOf(record, field);
  return typeof value === "string" && hasSortKey(collection, field) ? sortKeyOf(value) : value;
}

function fieldOf(record: StoredRecord, field: string): FieldValue {
  if (field === "id") return record.id;
  if (field === "version") return record.version;
  if (field === "createdAt_us") return record.createdAt_us;
  if (field === "updatedAt_us") return record.updatedAt_us;
  return record.content[field] ?? null;
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function invalidCursor(): Problem {
  return new Problem({
    code: "invalid_cursor",
    message: "The place to continue from does not belong to this list. Start again without it.",
  });
}
