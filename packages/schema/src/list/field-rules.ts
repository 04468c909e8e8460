import { isId } from "@healthops/base/ids";
import { INT4_MAX, isStorable } from "@healthops/base/storable";
import type { Collection } from "../collection.ts";
import type { ContentColumn } from "../columns.ts";
import { META_COLUMNS } from "../columns.ts";
import type { Field, FieldKind } from "../field.ts";
import type { Operator } from "./list-query.ts";

const EQUAL: readonly Operator[] = ["eq", "ne", "in", "isEmpty"];
const ORDERED: readonly Operator[] = [...EQUAL, "lt", "le", "gt", "ge", "between"];

const OPERATORS_OF: Readonly<Record<FieldKind, readonly Operator[]>> = {
  text: [...ORDERED, "contains", "startsWith"],
  integer: ORDERED,
  number: ORDERED,
  date: ORDERED,
  instant: ORDERED,
  boolean: ["eq", "ne", "isEmpty"],
  choice: EQUAL,
  reference: EQUAL,
  set: ["contains", "isEmpty"],
  json: ["isEmpty"],
};

/** Longest text that a filter compares with. */
const FILTER_TEXT_MAX = 500;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Which operators a kind of field can be filtered with. */
export function operatorsOf(kind: FieldKind): readonly Operator[] {
  return OPERATORS_OF[kind];
}

/** Whether lists can be sorted and totals grouped by a kind of field. */
export function isSortable(kind: FieldKind): boolean {
  return kind !== "set" && kind !== "json";
}

/** Names of the fields that lists know: the record's own and the meta fields. */
export function listedFields(collection: Collection): readonly string[] {
  return [...META_COLUMNS.map(({ field }) => field), ...Object.keys(collection.fields)];
}

/**
 * What one value compared with a field must be, in words; null when it is that. On a set it is a
 * member.
 */
export function valueFault(
  collection: Collection,
  column: ContentColumn,
  value: unknown,
): string | null {
  const field: Field | undefined = collection.fields[column.field];
  switch (column.kind) {
    case "integer":
      return integerFault(column, value);
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? null : "a number";
    case "boolean":
      return typeof value === "boolean" ? null : "true or false";
    case "reference":
      return isId(value) ? null : "an id (UUID in lower case)";
    case "date":
      return isCalendarDay(value) ? null : "a day as YYYY-MM-DD";
    case "instant":
      return isMoment(value) ? null : "a moment as YYYY-MM-DDTHH:MM:SS.sssZ";
    default:
      return textFault(field, value);
  }
}

function integerFault(column: ContentColumn, value: unknown): string | null {
  if (!Number.isSafeInteger(value)) return "a whole number";
  if (column.field !== "version") return null;
  return Math.abs(Number(value)) <= INT4_MAX ? null : `a whole number up to ${INT4_MAX}`;
}

function textFault(field: Field | undefined, value: unknown): string | null {
  const choices = field?.choices?.map((choice) => choice.value);
  if (choices !== undefined) {
    return typeof value === "string" && choices.includes(value)
      ? null
      : `one of ${choices.join(", ")}`;
  }
  if (typeof value !== "string" || !isStorable(value)) return "a text";
  return value.length <= FILTER_TEXT_MAX ? null : `a text of at most ${FILTER_TEXT_MAX} characters`;
}

function isCalendarDay(value: unknown): value is string {
  if (typeof value !== "string" || !DATE.test(value) || value < "0001") return false;
  const time_ms = Date.parse(`${value}T00:00:00.000Z`);
  return !Number.isNaN(time_ms) && new Date(time_ms).toISOString().startsWith(value);
}

function isMoment(value: unknown): value is string {
  if (typeof value !== "string" || !INSTANT.test(value)) return false;
  const time_ms = Date.parse(value);
  return !Number.isNaN(time_ms) && new Date(time_ms).toISOString() === value;
}
