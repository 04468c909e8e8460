import { sql } from "kysely";
import type { Collection } from "../collection.ts";
import type { Dialect } from "../columns.ts";
import { columnOf } from "../columns.ts";
import type { Condition, ScopeKey, ScopeRule } from "../scope.ts";
import { ADMINS_SCOPE, dutyScope, SHARED_SCOPE } from "../scope.ts";
import { filterPredicate, hasMember } from "./filter-predicate.ts";
import { allOf, ALWAYS, anyOf, commaList, NEVER, parameter, ref } from "./fragments.ts";
import type { Sql } from "./sql-compiler.ts";

/**
 * Holds for the records that some held scope holds: the collection's scope rules as SQL, the same
 * decision that `scopesOf` makes for one record.
 */
export function scopePredicate(
  collection: Collection,
  dialect: Dialect,
  heldScopes: Iterable<ScopeKey>,
): Sql {
  const held = [...new Set(heldScopes)];
  return anyOf(collection.scopes.map((rule) => rulePredicate(collection, dialect, rule, held)));
}

function rulePredicate(
  collection: Collection,
  dialect: Dialect,
  rule: ScopeRule,
  held: readonly ScopeKey[],
): Sql {
  if (rule.kind === "listed") {
    const column = columnOf(collection, rule.field);
    return anyOf(held.map((key) => hasMember(collection, dialect, column, key)));
  }
  const when = conditionPredicate(collection, dialect, rule.when);
  if (rule.kind === "shared") return held.includes(SHARED_SCOPE) ? when : NEVER;
  if (rule.kind === "admins") return held.includes(ADMINS_SCOPE) ? when : NEVER;
  const column = columnOf(collection, rule.field);
  const prefix = rule.kind === "duty" ? dutyScope(rule.duty, "") : `${rule.kind}:`;
  const ids = held.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  if (ids.length === 0) return NEVER;
  if (column.kind === "set") {
    return allOf([anyOf(ids.map((id) => hasMember(collection, dialect, column, id))), when]);
  }
  const values = ids.map((id) => parameter(dialect, column, id));
  return allOf([sql`${ref(column)} in (${commaList(values)})`, when]);
}

function conditionPredicate(
  collection: Collection,
  dialect: Dialect,
  when: Condition | undefined,
): Sql {
  if (when === undefined) return ALWAYS;
  return filterPredicate(collection, dialect, { field: when.field, op: "eq", value: when.is });
}
