import { Buffer } from "node:buffer";
import { present } from "@healthops/base/assert";
import { compareText } from "@healthops/base/compare-text";
import { foldLetters } from "@healthops/base/fold-letters";
import { columnOf } from "@healthops/schema/columns";
import type { FieldKind, FieldValue } from "@healthops/schema/field";
import type { Direction, FieldFilter, Filter, ListQuery } from "@healthops/schema/list/list-query";
import type { StoredRecord } from "@healthops/schema/record";
import { scopesOf } from "@healthops/schema/scope";
import { searchTextOf, searchAlternatives } from "@healthops/schema/search-text";
import type { Collection } from "@healthops/schema/collection";
import { fieldOf } from "./two-databases.ts";

/** What a list must answer, said plainly in JavaScript over all records. */
export function listedPlainly(
  collection: Collection,
  records: readonly StoredRecord[],
  query: ListQuery,
  heldScopes: readonly string[] | null,
): readonly StoredRecord[] {
  const words = searchAlternatives(query.search ?? "");
  const listed = records.filter((record) => {
    if (query.where !== undefined && !passes(collection, record, query.where)) return false;
    if (!foundBy(collection, record, words)) return false;
    if (heldScopes === null) return true;
    const scopes = scopesOf(collection, record.id, record.content);
    return scopes.some((scope) => heldScopes.includes(scope));
  });
  const asked = query.sort ?? collection.defaultSort;
  const order: (readonly [string, Direction])[] = [...asked];
  order.push(["id", order.at(-1)?.[1] ?? "desc"]);
  return listed.toSorted((a, b) => {
    for (const [field, direction] of order) {
      const { kind } = columnOf(collection, field);
      const compared = compareIn(kind, fieldOf(a, field), fieldOf(b, field), direction);
      if (compared !== 0) return compared;
    }
    return 0;
  });
}

function foundBy(
  collection: Collection,
  record: StoredRecord,
  alternatives: readonly (readonly string[])[],
): boolean {
  const there = (searchTextOf(collection, record.content) ?? "").split(" ");
  if (alternatives.length === 0) return true;
  return alternatives.some((words) =>
    words.every((word) => there.some((one) => one.startsWith(word))),
  );
}

function compareIn(kind: FieldKind, a: FieldValue, b: FieldValue, direction: Direction): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return direction === "asc" ? compare(kind, a, b) : compare(kind, b, a);
}

/** Texts by their alphabet, codes by the bytes of their UTF-8, false before true. */
function compare(kind: FieldKind, a: FieldValue, b: FieldValue): number {
  if (typeof a === "string" && typeof b === "string") {
    if (kind === "text") return compareText(a, b);
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  }
  return Number(a) - Number(b);
}

function passes(collection: Collection, record: StoredRecord, filter: Filter): boolean {
  if ("all" in filter) return filter.all.every((member) => passes(collection, record, member));
  if ("any" in filter) return filter.any.some((member) => passes(collection, record, member));
  const value = fieldOf(record, filter.field);
  const { kind } = columnOf(collection, filter.field);
  if (filter.op !== "isEmpty") return holds(kind, value, filter);
  return isEmpty(kind, value) === filter.value;
}

function holds(kind: FieldKind, value: FieldValue, { op, value: wanted }: FieldFilter): boolean {
  if (op === "eq") return value === wanted;
  if (op === "ne") return value !== wanted;
  if (value === null) return false;
  const members = Array.isArray(wanted) ? (wanted as readonly FieldValue[]) : [];
  switch (op) {
    case "isEmpty":
      return false;
    case "lt":
      return compare(kind, value, wanted) < 0;
    case "le":
      return compare(kind, value, wanted) <= 0;
    case "gt":
      return compare(kind, value, wanted) > 0;
    case "ge":
      return compare(kind, value, wanted) >= 0;
    case "in":
      return members.includes(value);
    case "between":
      return (
        compare(kind, value, first(members)) >= 0 && compare(kind, value, members[1] ?? null) <= 0
      );
    case "contains":
      if (Array.isArray(value)) return value.includes(wanted);
      return foldLetters(String(value)).includes(foldLetters(String(wanted)));
    case "startsWith":
      return foldLetters(String(value)).startsWith(foldLetters(String(wanted)));
  }
}

function first(members: readonly FieldValue[]): FieldValue {
  return present(members[0], "between has two values");
}

function isEmpty(kind: FieldKind, value: FieldValue): boolean {
  const emptySet = kind === "set" && Array.isArray(value) && value.length === 0;
  return value === null || value === "" || emptySet;
}
