import { sql } from "kysely";
import type { Collection } from "../collection.ts";
import type { Dialect } from "../columns.ts";
import { recordColumns } from "../columns.ts";
import { readCursor } from "./cursor.ts";
import { allOf, commaList, NEVER, ref, rowCount, tableRef } from "./fragments.ts";
import { orderBy, orderWithin, rangesAfter, rangesOfAll, splitsAtEmpty } from "./keyset.ts";
import type { ListQuery } from "./list-query.ts";
import { orderOf } from "./order.ts";
import type { Sql } from "./sql-compiler.ts";

/** How the rows of a list are read from one place on. */
export interface ListReader {
  readonly collection: Collection;
  readonly dialect: Dialect;
  readonly where: readonly Sql[];
  /** Disjoint parts of what is to be read, each a range of an index; null for everything. */
  readonly ranges: readonly Sql[] | null;
  readonly order: Sql;
  /** The columns that it names. */
  readonly sortColumns: readonly string[];
  /** The same order as far as one range goes. */
  readonly orderInRange: Sql;
}

/** Reads from the query's place on; a Problem `invalid_cursor` when it has none in this list. */
export function listReader(
  collection: Collection,
  dialect: Dialect,
  query: Pick<ListQuery, "sort" | "after">,
  where: readonly Sql[],
): ListReader {
  const order = orderOf(collection, query);
  const split = splitsAtEmpty(dialect, order);
  const all = split ? rangesOfAll(order) : null;
  return {
    collection,
    dialect,
    where,
    ranges:
      query.after === undefined
        ? all
        : rangesAfter(dialect, order, readCursor(collection, order, query.after)),
    order: orderBy(dialect, order),
    sortColumns: order.map(({ column }) => column.column),
    orderInRange: split ? orderWithin(order) : orderBy(dialect, order),
  };
}

/** The columns of a record, and with them what it is sorted by, for whoever sorts it once more. */
export function rowRefs({ collection, sortColumns }: ListReader): Sql {
  const columns = recordColumns(collection).map(({ column }) => column);
  return commaList([...new Set([...columns, ...sortColumns])].map((column) => ref({ column })));
}

/** The first `rows` rows in order, with `columns` of each. */
export function firstRows(reader: ListReader, columns: Sql, rows: number): Sql {
  const { where, ranges, order, orderInRange } = reader;
  const table = tableRef(reader.dialect, reader.collection.name);
  const limit = sql`limit ${rowCount(rows)}`;
  const range = (conditions: readonly Sql[]): Sql =>
    sql`select ${columns} from ${table} where ${allOf(conditions)} order by ${orderInRange} ${limit}`;
  if (ranges === null) return range(where);
  const [only] = ranges;
  if (only === undefined) return range([NEVER]);
  if (ranges.length === 1) return range([...where, only]);
  // Each range alone is walked along the index; together they hold at most a few pages to sort.
  const parts = ranges.map((each) => sql`select * from (${range(where.concat(each))}) as part`);
  return sql`select * from (${sql.join(parts, sql` union all `)}) as parts order by ${order} ${limit}`;
}
