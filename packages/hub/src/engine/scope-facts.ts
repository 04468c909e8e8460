import type { Collection } from "@healthops/schema/collection";
import { columnOf, fromPostgres } from "@healthops/schema/columns";
import type { FieldValue } from "@healthops/schema/field";
import type { ScopeKey } from "@healthops/schema/scope";
import { scopeFieldsOf, scopesOf } from "@healthops/schema/scope";
import { quoted } from "@healthops/schema/tables/quote";

/** An expression for what decides about the scopes of a row, to be read back by {@link scopesOfFacts}. */
export function scopeFactsOf(collection: Collection, alias?: string): string {
  const table = alias === undefined ? "" : `${alias}.`;
  const columns = scopeFieldsOf(collection).map(
    (field) => `${table}${quoted(columnOf(collection, field).column)}`,
  );
  return `jsonb_build_array(${columns.join(", ")})`;
}

/** The scopes that hold the record of a row. */
export function scopesOfFacts(
  collection: Collection,
  id: string,
  facts: readonly unknown[],
): readonly ScopeKey[] {
  const content: Record<string, FieldValue> = {};
  for (const [at, field] of scopeFieldsOf(collection).entries()) {
    content[field] = fromPostgres(columnOf(collection, field).kind, facts[at]);
  }
  return scopesOf(collection, id, content);
}
