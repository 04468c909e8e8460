import { isId } from "@healthops/base/ids";
import type { Mutation } from "@healthops/protocol/wire/push";
import type { ScopeKey } from "@healthops/schema/scope";
import { idsIn, isScopeOfSite } from "@healthops/schema/scope";
import { tableName } from "@healthops/schema/tables/quote";
import { plainArray } from "../database/array-literal.ts";
import type { Queryable } from "../database/pool.ts";
import type { Catalog } from "./catalog.ts";
import { scopeFactsOf, scopesOfFacts } from "./scope-facts.ts";

/** The scopes that hold what a change is about; none of a record that the hub does not have. */
export type ScopesOfRecord = (record: Pick<Mutation, "collection" | "id">) => readonly ScopeKey[];

/**
 * The sites whose managers look after what these changes are about. What was to be made is about the record
 * of that id only where it names the same site [PSH9].
 */
export function sitesOfRecords(
  mutations: readonly Mutation[],
  scopesOf: ScopesOfRecord,
): readonly string[] {
  const sites = mutations.flatMap((mutation) => {
    const { op, fields } = mutation;
    const held = scopesOf(mutation).filter(isScopeOfSite).map(siteOf);
    return op === "create" ? held.filter((site) => names(fields, site)) : held;
  });
  return [...new Set(sites)].filter(isId);
}

function names(fields: Mutation["fields"], site: string): boolean {
  return Object.values(fields).some((value) => idsIn(value).includes(site));
}

function siteOf(scope: ScopeKey): string {
  return scope.slice(scope.indexOf(":") + 1);
}

/** Reads which scopes hold the records, by their ids: one lookup a collection, however long the feed is. */
export async function readScopesOfRecords(
  db: Queryable,
  catalog: Catalog,
  mutations: readonly Mutation[],
): Promise<ScopesOfRecord> {
  const known = new Map<string, readonly ScopeKey[]>();
  for (const [name, of] of Map.groupBy(mutations, ({ collection }) => collection)) {
    if (!catalog.schema.collections.has(name)) continue;
    const { collection } = catalog.named(name);
    const ids = [...new Set(of.map(({ id }) => id))];
    const { rows } = await db.query<{ id: string; facts: readonly unknown[] }>({
      name: `scopes_of_${name}`,
      text: `select id, ${scopeFactsOf(collection)} as facts
        from ${tableName("postgres", name)} where id = any($1::uuid[])`,
      values: [plainArray(ids)],
    });
    for (const { id, facts } of rows) {
      known.set(`${name} ${id}`, scopesOfFacts(collection, id, facts));
    }
  }
  return ({ collection, id }) => known.get(`${collection} ${id}`) ?? [];
}
