import { sql } from "kysely";
import { assert } from "@healthops/base/assert";
import { foldLetters } from "@healthops/base/fold-letters";
import { sortKeyOf } from "@healthops/base/sort-key";
import type { Collection } from "../collection.ts";
import type { ContentColumn, Dialect } from "../columns.ts";
import { columnOf } from "../columns.ts";
import type { FieldValue } from "../field.ts";
import { foldColumnOf, hasSortKey, sortColumnOf } from "../derived-columns.ts";
import { operatorsOf } from "./field-rules.ts";
import { allOf, anyOf, commaList, NEVER, parameter, ref } from "./fragments.ts";
import type { FieldFilter, Filter } from "./list-query.ts";
import type { Sql } from "./sql-compiler.ts";

/** The condition of a filter; the filter is asserted to fit the collection. */
export function filterPredicate(collection: Collection, dialect: Dialect, filter: Filter): Sql {
  if ("all" in filter) {
    return allOf(filter.all.map((member) => filterPredicate(collection, dialect, member)));
  }
  if ("any" in filter) {
    return anyOf(filter.any.map((member) => filterPredicate(collection, dialect, member)));
  }
  return condition(collection, dialect, filter);
}

function condition(collection: Collection, dialect: Dialect, filter: FieldFilter): Sql {
  const { op, value } = filter;
  const column = columnOf(collection, filter.field);
  assert(operatorsOf(column.kind).includes(op), `a ${column.kind} is not filtered with ${op}`);
  const left = ref(column);
  const right = (operand: FieldValue): Sql => parameter(dialect, column, operand);
  const order = comparison(collection, dialect, column);
  switch (op) {
    case "eq":
      return value === null ? sql`${left} is null` : sql`${left} = ${right(value)}`;
    case "ne":
      return differs(dialect, left, value === null ? null : right(value));
    case "lt":
      return sql`${order.left} < ${order.right(value)}`;
    case "le":
      return sql`${order.left} <= ${order.right(value)}`;
    case "gt":
      return sql`${order.left} > ${order.right(value)}`;
    case "ge":
      return sql`${order.left} >= ${order.right(value)}`;
    case "in": {
      const members = listOf(value).map(right);
      return members.length === 0 ? NEVER : sql`${left} in (${commaList(members)})`;
    }
    case "between": {
      const [least, most] = listOf(value);
      assert(least !== undefined && most !== undefined, "between takes two values");
      return sql`${order.left} between ${order.right(least)} and ${order.right(most)}`;
    }
    case "contains":
      return column.kind === "set"
        ? hasMember(collection, dialect, column, value)
        : like(dialect, folded(collection, column), `%${foldedPattern(value)}%`);
    case "startsWith":
      return like(dialect, folded(collection, column), `${foldedPattern(value)}%`);
    case "isEmpty":
      return value === false ? sql`not ${empty(dialect, column)}` : empty(dialect, column);
  }
}

/** Before and behind are meant as lists are sorted: of texts by their sort keys [LST1]. */
function comparison(collection: Collection, dialect: Dialect, column: ContentColumn) {
  if (!hasSortKey(collection, column.field)) {
    return { left: ref(column), right: (value: FieldValue) => parameter(dialect, column, value) };
  }
  return {
    left: ref(sortColumnOf(collection, column.field)),
    right: (value: FieldValue): Sql => {
      assert(typeof value === "string", "a text is compared with texts");
      return sql`${sortKeyOf(value)}`;
    },
  };
}

function differs(dialect: Dialect, left: Sql, right: Sql | null): Sql {
  if (right === null) return sql`${left} is not null`;
  return dialect === "postgres"
    ? sql`${left} is distinct from ${right}`
    : sql`${left} is not ${right}`;
}

/** The text as search folds it [LST2]: what the databases cannot fold by themselves is kept folded. */
function folded(collection: Collection, column: ContentColumn): Sql {
  if (!hasSortKey(collection, column.field)) return ref(column);
  return sql`coalesce(${ref(foldColumnOf(column))}, ${ref(column)})`;
}

/** `ilike` under collation "C" and SQLite's `like` agree: only ASCII letters ignore their case. */
function like(dialect: Dialect, left: Sql, pattern: string): Sql {
  return dialect === "postgres"
    ? sql`${left} ilike ${pattern} escape '\\'`
    : sql`${left} like ${pattern} escape '\\'`;
}

function foldedPattern(value: FieldValue): string {
  assert(typeof value === "string", "a pattern is made of a text");
  return foldLetters(value).replace(/[\\%_]/g, (special) => `\\${special}`);
}

/** Whether a stored set (JSON array of texts) has the member. */
export function hasMember(
  collection: Collection,
  dialect: Dialect,
  column: ContentColumn,
  member: FieldValue,
): Sql {
  assert(typeof member === "string", "a set's members are texts");
  if (dialect === "postgres") return sql`${ref(column)} @> ${JSON.stringify([member])}::jsonb`;
  // Said in full: `json_each` has columns of its own, `key`, `value`, `type`, ….
  const stored = sql.id(collection.name, column.column);
  return sql`exists (select 1 from json_each(${stored}) as member where member.value = ${member})`;
}

/** Always true or false, so that its opposite is exact. */
function empty(dialect: Dialect, column: ContentColumn): Sql {
  const left = ref(column);
  if (column.kind === "text") return sql`(${left} is null or ${left} = '')`;
  if (column.kind !== "set") return sql`(${left} is null)`;
  return dialect === "postgres"
    ? sql`(${left} is null or ${left} = '[]'::jsonb)`
    : sql`(${left} is null or ${left} = '[]')`;
}

function listOf(value: FieldValue): readonly FieldValue[] {
  assert(Array.isArray(value), "in and between take lists");
  return value;
}
