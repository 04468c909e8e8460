import type { ScopeKey } from "@healthops/schema/scope";
import type { Queryable } from "../database/pool.ts";

/** The numbers that stand for scopes in the history; scopes that were never written to have none. */
export async function scopeNumbers(db: Queryable, keys: Iterable<ScopeKey>): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>({
    name: "scope_numbers",
    text: "select id from hub.scopes where key = any($1::text[])",
    values: [[...keys]],
  });
  return rows.map((row) => row.id);
}
