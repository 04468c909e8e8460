import type { FieldFault } from "@healthops/base/problem";
import type { Collection } from "@healthops/schema/collection";
import { occupationsOf } from "@healthops/schema/no-overlap/occupations";
import type { Schema } from "@healthops/schema/schema";
import { collectionNamed } from "@healthops/schema/schema";
import type { ScopeKey } from "@healthops/schema/scope";
import { scopesOf } from "@healthops/schema/scope";
import { tableName } from "@healthops/schema/tables/quote";
import type { Row } from "../database/pool.ts";
import { mayKnow } from "../hub-actor.ts";
import { unknownTarget } from "./references.ts";
import type { ChangedRecord, RuleContext } from "./rules.ts";
import { scopeFactsOf, scopesOfFacts } from "./scope-facts.ts";

/** What an old record takes up more of than before, by field: ids of records that may be out of sight. */
interface Stretched {
  readonly field: string;
  readonly to: string;
  readonly ids: ReadonlySet<string>;
}

/**
 * What a record points to already may be out of its editor's sight, but takes up no further time of theirs: a
 * driver who went to another region is held no longer by the one that they left [APA2].
 */
export function unseenOf(
  context: RuleContext,
  schema: Schema,
  collection: Collection,
  changed: readonly ChangedRecord[],
): readonly FieldFault[] | Promise<readonly FieldFault[]> {
  const further = changed.filter((one) => !one.deleted && reachesFurther(collection, one));
  if (further.length === 0) return [];
  const stretched = referencesIn(collection).flatMap(({ field, to }): readonly Stretched[] => {
    const ids = further.flatMap(({ previous, after }) => {
      const id = after[field];
      return typeof id === "string" && previous?.[field] === id ? [id] : [];
    });
    return ids.length === 0 ? [] : [{ field, to, ids: new Set(ids) }];
  });
  return stretched.length === 0 ? [] : faultsOf(context, schema, stretched);
}

/** What it follows is where the record is, which its editor sees. */
function referencesIn({
  fields,
  follows,
  noOverlap,
}: Collection): readonly { readonly field: string; readonly to: string }[] {
  const named = new Set(noOverlap.flatMap(({ by }) => by).filter((field) => field !== follows?.by));
  return [...named].flatMap((field) => {
    const to = fields[field]?.to;
    return to === undefined ? [] : [{ field, to }];
  });
}

/** Whether it takes time that it did not take before. */
function reachesFurther(
  collection: Collection,
  { previous, wasDeleted, after }: ChangedRecord,
): boolean {
  const [now] = occupationsOf(collection, after);
  if (previous === null || now === undefined) return false;
  const [before] = wasDeleted ? [] : occupationsOf(collection, previous);
  if (before === undefined) return true;
  const isLonger = before.to !== null && (now.to === null || now.to > before.to);
  return isLonger || now.from < before.from;
}

async function faultsOf(
  context: RuleContext,
  schema: Schema,
  stretched: readonly Stretched[],
): Promise<readonly FieldFault[]> {
  const faults: FieldFault[] = [];
  for (const { field, to, ids } of stretched) {
    const scopes = await scopesIn(context, collectionNamed(schema, to), [...ids]);
    if (scopes.some((keys) => !mayKnow(context.actor, keys))) faults.push(unknownTarget(field, to));
  }
  return faults;
}

/** Held until the commit, so that nobody moves one of them away meanwhile. */
async function scopesIn(
  { connection, pendingRecord }: RuleContext,
  collection: Collection,
  ids: readonly string[],
): Promise<readonly (readonly ScopeKey[])[]> {
  const { name } = collection;
  const { rows } = await connection.query<Row & { id: string; facts: unknown[] }>({
    name: `scopes_of_${name}`.slice(0, STATEMENT_NAME_MAX),
    text: `select id, ${scopeFactsOf(collection)} as facts from ${tableName("postgres", name)}
      where id = any($1::uuid[]) order by id for share`,
    values: [`{${ids.join(",")}}`],
  });
  const stored = new Map(rows.map(({ id, facts }) => [id, scopesOfFacts(collection, id, facts)]));
  return ids.map((id) => {
    const now = pendingRecord(name, id);
    return now === undefined ? (stored.get(id) ?? []) : scopesOf(collection, id, now.after);
  });
}

/** What PostgreSQL keeps of a name. */
const STATEMENT_NAME_MAX = 63;
