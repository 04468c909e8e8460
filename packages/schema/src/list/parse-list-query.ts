import { Problem } from "@healthops/base/problem";
import type { Collection } from "../collection.ts";
import { columnOf } from "../columns.ts";
import type { FieldValue } from "../field.ts";
import { readCursor } from "./cursor.ts";
import { isSortable, listedFields, operatorsOf, valueFault } from "./field-rules.ts";
import type { FieldFilter, Filter, ListQuery, Operator } from "./list-query.ts";
import { LIMIT_MAX } from "./list-query.ts";
import { orderOf } from "./order.ts";

const KNOWN_KEYS = ["where", "search", "sort", "limit", "after"];
const SEARCH_MAX = 200;
const SORT_MAX = 5;
/** Conditions, groups of them, and values of `in`, in one filter. */
const FILTERS_MAX = 1000;
/** Each is looked at for each record that a list goes through. */
export const CONDITIONS_MAX = 50;
const DEPTH_MAX = 6;
const IN_MAX = 500;

/**
 * A list query out of anything that came from outside. Throws a Problem `invalid_query` naming the
 * field and what is allowed, or `invalid_cursor`.
 */
export function parseListQuery(collection: Collection, given: unknown): ListQuery {
  if (!isObject(given)) throw invalidQuery("query", "It is an object", KNOWN_KEYS.join(", "));
  for (const key of Object.keys(given)) {
    if (!KNOWN_KEYS.includes(key)) throw invalidQuery(key, "Unknown", KNOWN_KEYS.join(", "));
  }
  const query: ListQuery = {
    ...(given["where"] === undefined ? {} : { where: parseFilter(collection, given["where"]) }),
    ...(given["search"] === undefined ? {} : { search: parseSearch(collection, given["search"]) }),
    ...(given["sort"] === undefined ? {} : { sort: parseSort(collection, given["sort"]) }),
    ...(given["limit"] === undefined ? {} : { limit: parseLimit(given["limit"]) }),
  };
  const { after } = given;
  if (after === undefined || after === null) return query;
  if (typeof after !== "string")
    throw invalidQuery("after", "It is a text", "the `next` of a page");
  readCursor(collection, orderOf(collection, query), after);
  return { ...query, after };
}

/** A filter out of anything that came from outside; throws a Problem `invalid_query`. */
export function parseFilter(collection: Collection, given: unknown): Filter {
  let count = 0;
  let conditions = 0;
  return parse(given, "where", 1);

  function parse(filter: unknown, path: string, depth: number): Filter {
    count += 1;
    if (count > FILTERS_MAX) throw tooManyConditions();
    if (depth > DEPTH_MAX) throw invalidQuery(path, "Too deep", `${DEPTH_MAX} levels`);
    if (!isObject(filter)) throw filterShape(path);
    for (const group of ["all", "any"] as const) {
      const members = filter[group];
      if (members === undefined) continue;
      if (!Array.isArray(members) || Object.keys(filter).length !== 1) throw filterShape(path);
      const parsed = members.map((member: unknown, at) =>
        parse(member, `${path}.${group}.${at}`, depth + 1),
      );
      return group === "all" ? { all: parsed } : { any: parsed };
    }
    if (++conditions > CONDITIONS_MAX) throw tooManyConditions();
    const condition = parseCondition(collection, filter, path);
    count += Array.isArray(condition.value) ? condition.value.length : 0;
    return condition;
  }
}

function parseCondition(
  collection: Collection,
  filter: Readonly<Record<string, unknown>>,
  path: string,
): FieldFilter {
  const unknown = Object.keys(filter).find((key) => !["field", "op", "value"].includes(key));
  if (unknown !== undefined) throw filterShape(path);
  const field = parseFieldName(collection, filter["field"], `${path}.field`);
  const column = columnOf(collection, field);
  const allowed = operatorsOf(column.kind);
  const op = allowed.find((each) => each === filter["op"]);
  if (op === undefined) {
    throw invalidQuery(`${path}.op`, `Field ${field} cannot be filtered so`, allowed.join(", "));
  }
  const value = op === "isEmpty" ? (filter["value"] ?? true) : filter["value"];
  const fault = operandFault(op, value, (one) => valueFault(collection, column, one));
  if (fault !== null) throw invalidQuery(`${path}.value`, `Field ${field} with ${op} needs`, fault);
  return { field, op, value: value as FieldValue };
}

function operandFault(
  op: Operator,
  value: unknown,
  faultOf: (one: unknown) => string | null,
): string | null {
  if (op === "isEmpty") return typeof value === "boolean" ? null : "true or false";
  if ((op === "eq" || op === "ne") && value === null) return null;
  if (op === "in") {
    if (!Array.isArray(value) || value.length > IN_MAX) return `a list of at most ${IN_MAX} values`;
    return value.map(faultOf).find((fault) => fault !== null) ?? null;
  }
  if (op === "between") {
    if (!Array.isArray(value) || value.length !== 2) return "a list of the least and the most";
    return value.map(faultOf).find((fault) => fault !== null) ?? null;
  }
  return faultOf(value);
}

function parseSort(collection: Collection, given: unknown): NonNullable<ListQuery["sort"]> {
  if (!Array.isArray(given) || given.length > SORT_MAX) {
    throw invalidQuery("sort", "It is a list of [field, direction]", `at most ${SORT_MAX}`);
  }
  const seen = new Set<string>();
  return given.map((key: unknown, at) => {
    const path = `sort.${at}`;
    if (!Array.isArray(key) || key.length !== 2) {
      throw invalidQuery(path, "It is a pair", '["<field>", "asc" or "desc"]');
    }
    const field = parseFieldName(collection, key[0], path);
    if (!isSortable(columnOf(collection, field).kind)) {
      throw invalidQuery(path, `Field ${field} has no order`, sortable(collection).join(", "));
    }
    if (seen.has(field)) throw invalidQuery(path, `Field ${field} stands twice`, "once");
    seen.add(field);
    const direction: unknown = key[1];
    if (direction !== "asc" && direction !== "desc") {
      throw invalidQuery(path, "Unknown direction", "asc, desc");
    }
    return [field, direction] as const;
  });
}

function sortable(collection: Collection): readonly string[] {
  return listedFields(collection).filter((field) => isSortable(columnOf(collection, field).kind));
}

/** Text search out of anything that came from outside; throws a Problem `invalid_query`. */
export function parseSearch(collection: Collection, given: unknown): string {
  if (typeof given !== "string" || given.length > SEARCH_MAX) {
    throw invalidQuery("search", "It is a text", `at most ${SEARCH_MAX} characters`);
  }
  if (collection.searchFields.length === 0) {
    throw invalidQuery("search", `${collection.name} has no searched fields`, "leave it out");
  }
  return given;
}

function parseLimit(given: unknown): number {
  const fits = typeof given === "number" && Number.isInteger(given) && given >= 1;
  if (fits && given <= LIMIT_MAX) return given;
  throw invalidQuery("limit", "It is a whole number", `1 to ${LIMIT_MAX}`);
}

/** A content or meta field's name out of anything; throws a Problem `invalid_query`. */
export function parseFieldName(collection: Collection, given: unknown, path: string): string {
  const fields = listedFields(collection);
  const field = fields.find((each) => each === given);
  if (field === undefined) throw invalidQuery(path, "There is no such field", fields.join(", "));
  return field;
}

/** Whether a value is a plain object, so that its keys may be looked at. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The refusal of a query: where it is wrong, why, and what is allowed there. */
export function invalidQuery(path: string, why: string, allowed: string): Problem {
  return new Problem({
    code: "invalid_query",
    message: `This list cannot be read: ${path}. ${why}; allowed: ${allowed}.`,
    faults: [{ field: path, message: `${why}.`, allowed }],
  });
}

function tooManyConditions(): Problem {
  return invalidQuery("where", "Too many conditions", `at most ${CONDITIONS_MAX}`);
}

function filterShape(path: string): Problem {
  return invalidQuery(path, "Not a condition", "{field, op, value}, {all: [...]} or {any: [...]}");
}
