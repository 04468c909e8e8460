import { sql } from "kysely";
import { present } from "@healthops/base/assert";
import type { Dialect } from "../columns.ts";
import type { FieldValue } from "../field.ts";
import { allOf, commaList, parameter, ref } from "./fragments.ts";
import type { SortKey } from "./order.ts";
import type { Sql } from "./sql-compiler.ts";

/**
 * The rows behind a place in an order, as disjoint conditions, each one range of an index that leads
 * with the sort fields. Neighbouring fields of one direction make one row comparison; a change of
 * direction or a field that may be empty (empty comes last) makes a further range:
 *
 *     order by a, b desc, id desc; behind (1, 2, x)
 *       a > 1
 *       a = 1 and (b, id) < (2, x)
 *       a = 1 and b is null            when b may be empty
 */
export function rangesAfter(
  dialect: Dialect,
  order: readonly SortKey[],
  place: readonly FieldValue[],
): readonly Sql[] {
  const ranges: Sql[] = [];
  const same: Sql[] = [];
  let at = 0;
  while (at < order.length) {
    const end = endOfRun(order, place, at);
    if (end > at) ranges.push(allOf([...same, beyond(dialect, order, place, at, end)]));
    // An empty value comes last: nothing is behind it but further rows with the same one.
    const next = end > at ? end : at + 1;
    for (; at < next; at += 1) {
      const key = present(order[at], "the run ends within the order");
      const value = place[at] ?? null;
      if (value !== null && !key.column.required) {
        ranges.push(allOf([...same, sql`${ref(key.column)} is null`]));
      }
      same.push(equal(dialect, key, value));
    }
  }
  return ranges;
}

/** Where the run of given values in one direction that starts at `start` ends (exclusive). */
function endOfRun(order: readonly SortKey[], place: readonly FieldValue[], start: number): number {
  let end = start;
  while (
    end < order.length &&
    (place[end] ?? null) !== null &&
    order[end]?.direction === order[start]?.direction
  ) {
    end += 1;
  }
  return end;
}

function beyond(
  dialect: Dialect,
  order: readonly SortKey[],
  place: readonly FieldValue[],
  start: number,
  end: number,
): Sql {
  const run = order.slice(start, end);
  const columns = run.map(({ column }) => ref(column));
  const values = run.map(({ column }, at) => parameter(dialect, column, place[start + at] ?? null));
  const sign = run[0]?.direction === "desc" ? sql`<` : sql`>`;
  if (run.length === 1) return sql`${commaList(columns)} ${sign} ${commaList(values)}`;
  return sql`(${commaList(columns)}) ${sign} (${commaList(values)})`;
}

function equal(dialect: Dialect, { column }: SortKey, value: FieldValue): Sql {
  return value === null
    ? sql`${ref(column)} is null`
    : sql`${ref(column)} = ${parameter(dialect, column, value)}`;
}

/** The `order by` of a list: empty values last in both directions and both databases. */
export function orderBy(dialect: Dialect, order: readonly SortKey[]): Sql {
  return commaList(
    order.map((key) => {
      // Said only where the database would do otherwise: planners match an index by its words.
      const last = misplacesEmpty(dialect, key) ? sql` nulls last` : sql``;
      return sql`${ref(key.column)} ${way(key)}${last}`;
    }),
  );
}

/** The `order by` within a range where no sort field is both empty and not: any index matches it. */
export function orderWithin(order: readonly SortKey[]): Sql {
  return commaList(order.map((key) => sql`${ref(key.column)} ${way(key)}`));
}

/**
 * Whether a list is better read as the rows with a value in its first sort field, then those without:
 * an index that descends has the empty values first in PostgreSQL, and a list wants them last.
 */
export function splitsAtEmpty(dialect: Dialect, order: readonly SortKey[]): boolean {
  const [first, ...rest] = order;
  if (dialect !== "postgres" || first === undefined) return false;
  return misplacesEmpty(dialect, first) && rest.every(({ column }) => column.required);
}

/** The two ranges of a whole list that `splitsAtEmpty`. */
export function rangesOfAll(order: readonly SortKey[]): readonly Sql[] {
  const first = ref(present(order[0], "a list has an order").column);
  return [sql`${first} is not null`, sql`${first} is null`];
}

function misplacesEmpty(dialect: Dialect, { column, direction }: SortKey): boolean {
  return !column.required && direction === (dialect === "postgres" ? "desc" : "asc");
}

function way({ direction }: SortKey): Sql {
  return direction === "asc" ? sql`asc` : sql`desc`;
}
