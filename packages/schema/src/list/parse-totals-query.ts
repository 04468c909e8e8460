import type { Collection } from "../collection.ts";
import { columnOf } from "../columns.ts";
import { isSortable } from "./field-rules.ts";
import {
  invalidQuery,
  isObject,
  parseFieldName,
  parseFilter,
  parseSearch,
} from "./parse-list-query.ts";
import type { Grouping, Measure, TotalsQuery } from "./totals.ts";
import { isDated, isMeasurable, PERIODS } from "./totals.ts";

const KNOWN_KEYS = ["where", "search", "groupBy", "measures"];
const OPERATIONS = ["count", "sum", "avg", "min", "max"] as const;
const GROUPINGS_MAX = 4;
const MEASURES_MAX = 20;
const MEASURE_NAME = /^[a-zA-Z]\w{0,39}$/;

/** A totals query out of anything that came from outside; throws a Problem `invalid_query`. */
export function parseTotalsQuery(collection: Collection, given: unknown): TotalsQuery {
  if (!isObject(given)) throw invalidQuery("query", "It is an object", KNOWN_KEYS.join(", "));
  for (const key of Object.keys(given)) {
    if (!KNOWN_KEYS.includes(key)) throw invalidQuery(key, "Unknown", KNOWN_KEYS.join(", "));
  }
  const { where, search, groupBy, measures } = given;
  return {
    ...(where === undefined ? {} : { where: parseFilter(collection, where) }),
    ...(search === undefined ? {} : { search: parseSearch(collection, search) }),
    ...(groupBy === undefined ? {} : { groupBy: parseGroupings(collection, groupBy) }),
    measures: parseMeasures(collection, measures),
  };
}

function parseGroupings(collection: Collection, given: unknown): readonly Grouping[] {
  if (!Array.isArray(given) || given.length > GROUPINGS_MAX) {
    throw invalidQuery("groupBy", "It is a list of {field, by}", `at most ${GROUPINGS_MAX}`);
  }
  return given.map((grouping: unknown, at) => {
    const path = `groupBy.${at}`;
    if (!isObject(grouping)) throw invalidQuery(path, "Not a grouping", "{field, by}");
    const field = parseFieldName(collection, grouping["field"], `${path}.field`);
    const column = columnOf(collection, field);
    if (!isSortable(column.kind)) {
      throw invalidQuery(path, `Field ${field} cannot be grouped by`, "a field with plain values");
    }
    if (grouping["by"] === undefined) return { field };
    const by = PERIODS.find((period) => period === grouping["by"]);
    if (by === undefined || !isDated(column)) {
      throw invalidQuery(`${path}.by`, "Only dates have periods", PERIODS.join(", "));
    }
    return { field, by };
  });
}

function parseMeasures(collection: Collection, given: unknown): TotalsQuery["measures"] {
  const entries = isObject(given) ? Object.entries(given) : [];
  if (entries.length === 0 || entries.length > MEASURES_MAX) {
    throw invalidQuery("measures", "It names what is totalled", `1 to ${MEASURES_MAX} measures`);
  }
  return Object.fromEntries(
    entries.map(([name, measure]) => {
      const path = `measures.${name.slice(0, 40)}`;
      if (!MEASURE_NAME.test(name)) throw invalidQuery(path, "Not a name", "letters and digits");
      return [name, parseMeasure(collection, measure, path)];
    }),
  );
}

function parseMeasure(collection: Collection, given: unknown, path: string): Measure {
  if (!isObject(given)) throw invalidQuery(path, "Not a measure", "{op, field}");
  const op = OPERATIONS.find((operation) => operation === given["op"]);
  if (op === undefined) throw invalidQuery(`${path}.op`, "Unknown", OPERATIONS.join(", "));
  if (op === "count" && given["field"] === undefined) return { op };
  const field = parseFieldName(collection, given["field"], `${path}.field`);
  if (!isMeasurable(op, columnOf(collection, field))) {
    throw invalidQuery(path, `Field ${field} has no ${op}`, "number fields; min and max of dates");
  }
  return { op, field };
}
