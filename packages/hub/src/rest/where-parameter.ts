import type { Collection } from "@healthops/schema/collection";
import { columnOf } from "@healthops/schema/columns";
import type { Filter } from "@healthops/schema/list/list-query";
import { OPERATORS } from "@healthops/schema/list/list-query";
import { invalidQuery, isObject, parseFilter } from "@healthops/schema/list/parse-list-query";
import { isMoment, listFieldOf } from "./field-names.ts";
import { microsOfMoment } from "../requests/moment.ts";

const NUMBER = /^-?\d+(\.\d+)?$/;
/** Deeper than any filter may be; from there on the parser of filters refuses. */
const DEPTH_MAX = 10;

/**
 * One `where` parameter, `field:op:value`, as a filter. The value is everything behind the second
 * colon; `in` and `between` take several, separated by commas or as a JSON list. Throws a Problem
 * `invalid_query`.
 */
export function parseWhere(collection: Collection, text: string): Filter {
  const [name, op, ...rest] = text.split(":");
  const field = listFieldOf(collection, name, "where");
  if (op === undefined || !(OPERATORS as readonly string[]).includes(op)) {
    throw invalidQuery("where", "It is <field>:<op>:<value>; unknown op", OPERATORS.join(", "));
  }
  const value = rest.length === 0 ? undefined : rest.join(":");
  return parseFilter(collection, { field, op, value: operand(collection, field, op, value) });
}

/**
 * The `filter` parameter: a tree of `{"all": […]}`, `{"any": […]}` and `{"field", "op", "value"}` as
 * JSON. Throws a Problem `invalid_query`.
 */
export function parseFilterTree(collection: Collection, text: string): Filter {
  const tree = jsonOf(text);
  if (tree === undefined) throw invalidQuery("filter", "It is not JSON", "a filter as JSON");
  return parseFilter(collection, withListNames(collection, tree, 1));
}

function operand(
  collection: Collection,
  field: string,
  op: string,
  text: string | undefined,
): unknown {
  if (op === "isEmpty") return text === undefined || text === "true" ? true : asBoolean(text);
  if (text === undefined) throw invalidQuery("where", "It has no value", "<field>:<op>:<value>");
  if (op !== "in" && op !== "between") return valueOf(collection, field, text);
  const list = text.startsWith("[") ? jsonOf(text) : text.split(",");
  if (!Array.isArray(list))
    throw invalidQuery("where", "Its list is not JSON", 'a, b or ["a", "b"]');
  return list.map((each: unknown) =>
    typeof each === "string" ? valueOf(collection, field, each) : each,
  );
}

/** What cannot be read stays a text: the parser of filters says what the field needs. */
function valueOf(collection: Collection, field: string, text: string): unknown {
  if (isMoment(field)) return microsOfMoment(text) ?? text;
  const { kind } = columnOf(collection, field);
  if (kind === "integer" || kind === "number") return NUMBER.test(text) ? Number(text) : text;
  return kind === "boolean" ? asBoolean(text) : text;
}

function asBoolean(text: string): unknown {
  return text === "true" ? true : text === "false" ? false : text;
}

function withListNames(collection: Collection, filter: unknown, depth: number): unknown {
  if (!isObject(filter) || depth > DEPTH_MAX) return filter;
  if (!Object.hasOwn(filter, "field")) {
    return Object.fromEntries(
      Object.entries(filter).map(([key, members]) => [
        key,
        Array.isArray(members)
          ? members.map((member: unknown) => withListNames(collection, member, depth + 1))
          : members,
      ]),
    );
  }
  const field = listFieldOf(collection, filter["field"], "filter");
  if (!isMoment(field)) return { ...filter, field };
  const { value } = filter;
  return { ...filter, field, value: Array.isArray(value) ? value.map(micros) : micros(value) };
}

function micros(value: unknown): unknown {
  return typeof value === "string" ? (microsOfMoment(value) ?? value) : value;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
