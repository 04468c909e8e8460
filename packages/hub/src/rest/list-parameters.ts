import type { Collection } from "@healthops/schema/collection";
import type { Filter, ListQuery } from "@healthops/schema/list/list-query";
import { DEFAULT_LIMIT, LIMIT_MAX } from "@healthops/schema/list/list-query";
import {
  CONDITIONS_MAX,
  invalidQuery,
  parseListQuery,
} from "@healthops/schema/list/parse-list-query";
import { listFieldOf } from "./field-names.ts";
import type { GivenParameters } from "../requests/query-parameters.ts";
import {
  described,
  paging,
  TEXT,
  YES_OR_NO,
  readParameters,
} from "../requests/query-parameters.ts";
import { parseFilterTree, parseWhere } from "./where-parameter.ts";

/** What a list of the API asks for. */
export interface ListRequest {
  readonly query: ListQuery;
  /** Whether to count all matching records too. */
  readonly count: boolean;
}

/** Those that are the same for every collection. */
export const PAGE_PARAMETERS = {
  ...paging(LIMIT_MAX, DEFAULT_LIMIT),
  count: described("Whether to count all matching records too.", YES_OR_NO),
};
const SINGLE = { filter: TEXT, q: TEXT, sort: TEXT, ...PAGE_PARAMETERS };

/** A list's query parameters; throws a Problem `invalid_query` or `invalid_cursor`. */
export function listParameters(collection: Collection, given: GivenParameters): ListRequest {
  const { where = [], ...single } = given;
  const { filter, q, sort, limit, after, count } = readParameters(single, SINGLE);
  const conditions = [where].flat();
  if (conditions.length > CONDITIONS_MAX) {
    throw invalidQuery("where", "Too many conditions", `at most ${CONDITIONS_MAX}`);
  }
  const filters = conditions.map((text) => parseWhere(collection, text));
  if (filter !== undefined) filters.push(parseFilterTree(collection, filter));
  if (q !== undefined && collection.searchFields.length === 0) {
    throw invalidQuery("q", `${collection.name} has no searched fields`, "leave it out");
  }
  const query = parseListQuery(collection, {
    ...(filters.length === 0 ? {} : { where: joined(filters) }),
    ...(q === undefined ? {} : { search: q }),
    ...(sort === undefined ? {} : { sort: sortKeys(collection, sort) }),
    ...(limit === undefined ? {} : { limit }),
    ...(after === undefined ? {} : { after }),
  });
  return { query, count: count ?? false };
}

function joined(filters: readonly Filter[]): Filter {
  const [only] = filters;
  return filters.length === 1 && only !== undefined ? only : { all: filters };
}

/** `-performedOn,activity`: a minus for falling order. */
function sortKeys(collection: Collection, sort: string): readonly (readonly [string, string])[] {
  return sort.split(",").map((key) => {
    const falling = key.startsWith("-");
    const field = listFieldOf(collection, falling ? key.slice(1) : key, "sort");
    return [field, falling ? "desc" : "asc"];
  });
}
