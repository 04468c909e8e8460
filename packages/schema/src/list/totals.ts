import { sql } from "kysely";
import { assert, present } from "@healthops/base/assert";
import { Problem } from "@healthops/base/problem";
import type { Collection } from "../collection.ts";
import type { ContentColumn, Dialect } from "../columns.ts";
import { columnOf, fromColumn } from "../columns.ts";
import { hasSortKey, sortColumnOf } from "../derived-columns.ts";
import type { FieldValue } from "../field.ts";
import type { ListOptions } from "./compile-list.ts";
import { matchingRows } from "./compile-list.ts";
import { isSortable } from "./field-rules.ts";
import { allOf, commaList, ref, rowCount, tableRef } from "./fragments.ts";
import type { Filter } from "./list-query.ts";
import type { Row } from "./page.ts";
import type { CompiledSql, Sql } from "./sql-compiler.ts";
import { compileSql } from "./sql-compiler.ts";

/** Most groups that totals answer. */
const GROUPS_MAX = 10_000;

/**
 * Parts of the calendar that dates and instants (by their UTC day) are put together by. A `day` is
 * `2026-03-01`, a `week` (ISO) its Monday in that form, a `month` `2026-03`, a `year` `2026`.
 */
export const PERIODS = ["day", "week", "month", "year"] as const;
export type Period = (typeof PERIODS)[number];

export interface Grouping {
  readonly field: string;
  /** For dates and instants only; without it, by the value itself. */
  readonly by?: Period;
}

/** `count` counts records, or with a field those where it is not empty. Empty values are left out. */
export type Measure =
  | { readonly op: "count"; readonly field?: string }
  /** Of a number. A sum keeps the field's decimals. */
  | { readonly op: "sum" | "avg"; readonly field: string }
  /** Of a number, date or instant. */
  | { readonly op: "min" | "max"; readonly field: string };

export interface TotalsQuery {
  readonly where?: Filter;
  readonly search?: string;
  /** One total of everything without it. */
  readonly groupBy?: readonly Grouping[];
  /** By a name of the caller's choice. */
  readonly measures: Readonly<Record<string, Measure>>;
}

/** One group's totals. */
export interface Totals {
  /** What the group has in common, in the order of `groupBy`. */
  readonly group: readonly FieldValue[];
  /** By the measures' names; null where there was no value. */
  readonly values: Readonly<Record<string, FieldValue>>;
}

/** Whether a measure makes sense for a kind of field. */
export function isMeasurable(op: Measure["op"], column: ContentColumn): boolean {
  if (op === "count") return true;
  if (column.kind === "integer" || column.kind === "number") return true;
  return (op === "min" || op === "max") && isDated(column);
}

/** Whether a field stands for a time, so that it can be grouped by periods. */
export function isDated(column: ContentColumn): boolean {
  return column.kind === "date" || column.kind === "instant";
}

/** The statement for totals, groups in ascending order, empty ones last. Read with `totalsOf`. */
export function compileTotals(
  collection: Collection,
  query: TotalsQuery,
  dialect: Dialect,
  options: ListOptions = {},
): CompiledSql {
  const groups = (query.groupBy ?? []).map((grouping) =>
    groupColumn(collection, dialect, grouping),
  );
  const measures = Object.values(query.measures).map((measure) =>
    measureColumn(collection, dialect, measure),
  );
  const columns = [
    ...groups.map((group, at) => sql`${group} as ${sql.id(`g${at}`)}`),
    ...measures.map((measure, at) => sql`${measure} as ${sql.id(`m${at}`)}`),
    // An average is divided by the reader, so that both databases give the same.
    ...Object.values(query.measures).flatMap((measure, at) =>
      measure.op === "avg"
        ? [sql`${counted(collection, measure.field)} as ${sql.id(`n${at}`)}`]
        : [],
    ),
  ];
  assert(columns.length > groups.length, "totals have at least one measure");
  const places = (query.groupBy ?? []).flatMap(({ field, by }, at) => {
    const group = sql`${sql.id(`g${at}`)} asc nulls last`;
    const isText = by === undefined && hasSortKey(collection, field);
    // One text has one key.
    return isText
      ? [sql`min(${ref(sortColumnOf(collection, field))}) asc nulls last`, group]
      : [group];
  });
  const grouped =
    groups.length === 0
      ? sql``
      : sql` group by ${commaList(groups.map((_, at) => rowCount(at + 1)))} order by ${commaList(
          places,
        )}`;
  const where = allOf(matchingRows(collection, dialect, query, options));
  const table = tableRef(dialect, collection.name);
  return compileSql(
    dialect,
    sql`select ${commaList(columns)} from ${table} where ${where}${grouped} limit ${rowCount(GROUPS_MAX + 1)}`,
  );
}

/** The totals out of the rows of `compileTotals`; a Problem `too_many_groups` above the limit. */
export function totalsOf(
  collection: Collection,
  query: TotalsQuery,
  dialect: Dialect,
  rows: readonly Row[],
): readonly Totals[] {
  if (rows.length > GROUPS_MAX) {
    throw new Problem({
      code: "too_many_groups",
      message: `There are more than ${GROUPS_MAX} groups. Narrow the filter or group by a longer period.`,
    });
  }
  return rows.map((row) => ({
    group: (query.groupBy ?? []).map(({ field, by }, at) => {
      const { kind } = columnOf(collection, field);
      return fromColumn(dialect, by === undefined ? kind : "text", row[`g${at}`]);
    }),
    values: Object.fromEntries(
      Object.entries(query.measures).map(([name, measure], at) => [
        name,
        measured(collection, dialect, measure, row[`m${at}`], row[`n${at}`]),
      ]),
    ),
  }));
}

function groupColumn(collection: Collection, dialect: Dialect, grouping: Grouping): Sql {
  const column = columnOf(collection, grouping.field);
  assert(isSortable(column.kind), `totals are not grouped by a ${column.kind}`);
  if (grouping.by === undefined) return ref(column);
  assert(isDated(column), `a ${column.kind} has no ${grouping.by}`);
  const day =
    dialect === "postgres" && column.kind === "date"
      ? sql`to_char(${ref(column)}, 'YYYY-MM-DD')`
      : sql`substr(${ref(column)}, 1, 10)`;
  switch (grouping.by) {
    case "day":
      return day;
    case "week":
      return dialect === "postgres"
        ? sql`to_char(date_trunc('week', ${day}::timestamp), 'YYYY-MM-DD')`
        : sql`date(${day}, 'weekday 0', '-6 days')`;
    case "month":
      return sql`substr(${day}, 1, 7)`;
    case "year":
      return sql`substr(${day}, 1, 4)`;
  }
}

function measureColumn(collection: Collection, dialect: Dialect, measure: Measure): Sql {
  if (measure.op === "count") {
    return measure.field === undefined ? sql`count(*)` : counted(collection, measure.field);
  }
  const column = columnOf(collection, measure.field);
  assert(isMeasurable(measure.op, column), `there is no ${measure.op} of a ${column.kind}`);
  if (measure.op === "min") return sql`min(${ref(column)})`;
  if (measure.op === "max") return sql`max(${ref(column)})`;
  // PostgreSQL adds decimals exactly; SQLite keeps the lost digits (and `total` cannot overflow).
  return dialect === "postgres"
    ? sql`sum(${ref(column)}::numeric)::double precision`
    : sql`iif(${counted(collection, measure.field)} > 0, total(${ref(column)}), null)`;
}

function counted(collection: Collection, field: string): Sql {
  return sql`count(${ref(columnOf(collection, field))})`;
}

function measured(
  collection: Collection,
  dialect: Dialect,
  measure: Measure,
  value: unknown,
  count: unknown,
): FieldValue {
  if (measure.op === "count") return Number(value);
  const { kind, field } = columnOf(collection, measure.field);
  const found = fromColumn(dialect, kind, value);
  if (found === null || measure.op === "min" || measure.op === "max") return found;
  const decimals = collection.fields[field]?.decimals ?? 0;
  const sum = Number(Number(found).toFixed(decimals));
  return measure.op === "sum" ? sum : sum / Number(present(count, "an average knows its count"));
}
