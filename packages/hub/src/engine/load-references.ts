import { present } from "@healthops/base/assert";
import { tableName } from "@healthops/schema/tables/quote";
import type { Queryable, Row } from "../database/pool.ts";
import type { Catalog, TableEntry } from "./catalog.ts";
import type { KnownReference, KnownReferences } from "./references.ts";
import { scopeFactsOf, scopesOfFacts } from "./scope-facts.ts";

interface ReferenceRow extends Row {
  readonly target: number;
  readonly id: string;
  readonly deleted: boolean;
  /** What decides about the record's scopes, in the order of `scopeFieldsOf`. */
  readonly facts: readonly unknown[];
}

/**
 * The records that a batch refers to, in one statement. They are held until the commit as a foreign key
 * would hold them: whoever deletes one of them waits, or is waited for, so that nothing vanishes under
 * what is just being made.
 */
export async function loadReferences(
  connection: Queryable,
  catalog: Catalog,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<KnownReferences> {
  if (wanted.size === 0) return new Map();
  const entries = [...wanted.keys()].toSorted().map((name) => catalog.named(name));
  const { rows } = await connection.query<ReferenceRow>({
    ...statementFor(entries),
    values: entries.map(({ collection }) => `{${[...(wanted.get(collection.name) ?? [])].join()}}`),
  });
  const known = new Map<string, Map<string, KnownReference>>();
  for (const row of rows) {
    const entry = present(entries[row.target], "a row is of a collection that was asked for");
    const { name } = entry.collection;
    const records = known.get(name) ?? new Map<string, KnownReference>();
    known.set(name, records);
    records.set(row.id, {
      deleted: row.deleted,
      scopes: scopesOfFacts(entry.collection, row.id, row.facts),
    });
  }
  return known;
}

/** A statement a choice of collections; there are no more of them than kinds of groups. */
const statements = new Map<string, { readonly name: string; readonly text: string }>();

function statementFor(entries: readonly TableEntry[]): {
  readonly name: string;
  readonly text: string;
} {
  const key = entries.map(({ collection }) => collection.name).join();
  let statement = statements.get(key);
  if (statement === undefined) {
    statement = { name: `references_${statements.size + 1}`, text: textFor(entries) };
    statements.set(key, statement);
  }
  return statement;
}

function textFor(entries: readonly TableEntry[]): string {
  const parts = entries.map(({ collection }, at) => {
    return `t${at} as materialized (
      select id, deleted, ${scopeFactsOf(collection)} as facts
      from ${tableName("postgres", collection.name)}
      where id = any($${at + 1}::uuid[]) order by id for key share)`;
  });
  const rows = entries.map((_, at) => `select ${at} as target, id, deleted, facts from t${at}`);
  return `with ${parts.join(", ")} ${rows.join(" union all ")}`;
}
