import { compareText } from "@healthops/base/compare-text";
import { foldForSearch, searchAlternatives } from "@healthops/schema/search-text";
import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { Filter, FieldFilter, ListQuery } from "@healthops/schema/list/list-query";
import type { StoredRecord } from "@healthops/schema/record";

/** The records that a query finds, in its order: the rules of the real lists, in plain JavaScript. */
export function found(
  collection: Collection,
  records: Iterable<StoredRecord>,
  query: ListQuery,
): readonly StoredRecord[] {
  const words = searchAlternatives(query.search ?? "");
  const sort = query.sort ?? collection.defaultSort;
  return [...records]
    .filter((record) => holds(record, query.where) && searched(collection, record, words))
    .toSorted((a, b) => {
      for (const [field, direction] of sort) {
        const order = compared(valueOf(a, field), valueOf(b, field), direction);
        if (order !== 0) return order;
      }
      return a.id < b.id ? -1 : 1;
    });
}

function compared(a: FieldValue, b: FieldValue, direction: "asc" | "desc"): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  const texts = typeof a === "string" && typeof b === "string";
  const way = texts ? compareText(a, b) : a < b ? -1 : 1;
  return way * (direction === "asc" ? 1 : -1);
}

function holds(record: StoredRecord, filter: Filter | undefined): boolean {
  if (filter === undefined) return true;
  if ("all" in filter) return filter.all.every((part) => holds(record, part));
  if ("any" in filter) return filter.any.some((part) => holds(record, part));
  return fits(valueOf(record, filter.field), filter);
}

function fits(value: FieldValue, { op, value: wanted }: FieldFilter): boolean {
  const list = Array.isArray(wanted) ? wanted : [];
  const text = String(value).toLowerCase();
  switch (op) {
    case "eq":
      return value === wanted;
    case "ne":
      return value !== wanted;
    case "in":
      return list.includes(value);
    case "isEmpty":
      return (value === null) === wanted;
    case "contains":
      return Array.isArray(value)
        ? value.includes(wanted)
        : value !== null && text.includes(String(wanted).toLowerCase());
    case "startsWith":
      return value !== null && text.startsWith(String(wanted).toLowerCase());
    case "between":
      return value !== null && value >= (list[0] ?? "") && value <= (list[1] ?? "");
    default:
      if (value === null || wanted === null) return false;
      if (op === "lt") return value < wanted;
      if (op === "le") return value <= wanted;
      return op === "gt" ? value > wanted : value >= wanted;
  }
}

function searched(
  collection: Collection,
  record: StoredRecord,
  alternatives: readonly (readonly string[])[],
): boolean {
  if (alternatives.length === 0) return true;
  const text = collection.searchFields
    .map((field) => String(record.content[field] ?? ""))
    .join(" ");
  const own = foldForSearch(text).split(" ");
  return alternatives.some((words) =>
    words.every((word) => own.some((each) => each.startsWith(word))),
  );
}

function valueOf(record: StoredRecord, field: string): FieldValue {
  if (field === "id") return record.id;
  if (field === "version") return record.version;
  return record.content[field] ?? null;
}
