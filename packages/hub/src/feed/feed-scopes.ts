import type { ScopeKey } from "@healthops/schema/scope";
import { plainArray } from "../database/array-literal.ts";
import type { Queryable } from "../database/pool.ts";
import type { TableEntry } from "../engine/catalog.ts";

/** The scopes in which the feed shows each record. */
export async function feedScopes(
  db: Queryable,
  entry: TableEntry,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly ScopeKey[]>> {
  const { rows } = await db.query<{ record_id: string; keys: ScopeKey[] }>(
    `select f.record_id, array_agg(s.key order by s.key) as keys
      from hub.feed f join hub.scopes s on s.id = f.scope_id
      where f.collection_id = $1 and f.record_id = any($2::uuid[]) and not f.departed
      group by f.record_id`,
    [entry.number, plainArray(ids)],
  );
  return new Map(rows.map((row) => [row.record_id, row.keys]));
}
