import type { FieldFault } from "@healthops/base/problem";
import type { Collection } from "@healthops/schema/collection";
import type { Use } from "@healthops/schema/in-use";
import { COUNTED_MAX, IN_USE, inUseFault } from "@healthops/schema/in-use";
import type { Referrer } from "@healthops/schema/references";
import { referrersIn } from "@healthops/schema/references";
import type { Schema } from "@healthops/schema/schema";
import { idsIn, scopesOf } from "@healthops/schema/scope";
import { tableName } from "@healthops/schema/tables/quote";
import { columnOf } from "@healthops/schema/columns";
import type { Row } from "../database/pool.ts";
import { mayKnow } from "../hub-actor.ts";
import { scopeFactsOf, scopesOfFacts } from "./scope-facts.ts";
import type { ChangedRecord, HubRule, RuleContext } from "./rules.ts";

/**
 * Nothing vanishes under what points to it: a deletion is refused while records that are there refer to
 * the record. Whoever is making such a record at the moment holds the one that they refer to
 * (load-references.ts), and a deletion locks it whole, so that neither misses the other.
 */
export function keepInUse(schema: Schema): HubRule {
  const referrers = referrersIn(schema);
  return {
    collections: [...referrers.keys()],
    code: IN_USE,
    check(context, changed) {
      const gone = changed.filter(({ deleted, wasDeleted }) => deleted && !wasDeleted);
      return gone.length === 0 ? [] : faultsOf(context, schema, gone);
    },
  };
}

async function faultsOf(
  context: RuleContext,
  schema: Schema,
  gone: readonly ChangedRecord[],
): Promise<readonly FieldFault[]> {
  const faults: FieldFault[] = [];
  for (const record of gone) {
    const name = record.collection;
    const collection = schema.collections.get(name);
    if (collection === undefined) continue;
    const uses: Use[] = [];
    const referrers = referrersIn(schema).get(name) ?? [];
    for (const [by, own] of Map.groupBy(referrers, (referrer) => referrer.collection)) {
      uses.push(await useOf(context, by, own, record));
    }
    const fault = inUseFault(collection, uses);
    if (fault !== null) faults.push(fault);
  }
  return faults;
}

/** How many records of one collection point to the record by any of the fields. */
async function useOf(
  context: RuleContext,
  collection: Collection,
  referrers: readonly Referrer[],
  { id, after: gone }: ChangedRecord,
): Promise<Use> {
  const valueOf = ({ by }: Referrer): unknown => (by === null ? id : gone[by]);
  const pointsThere = (content: Readonly<Record<string, unknown>> | null): boolean =>
    referrers.some((one) =>
      one.isSet ? idsIn(content?.[one.field]).includes(id) : content?.[one.field] === valueOf(one),
    );
  const pending = context.pending(collection.name);
  const now = pending.filter((one) => !one.deleted && one.id !== id && pointsThere(one.after));
  const before = pending.filter((one) => pointsThere(one.before)).map((one) => one.id);
  const columns = referrers.map(({ field, isSet, by }, at) => {
    const { column } = columnOf(collection, field);
    if (isSet) return `"${column}" @> jsonb_build_array($${at + 3}::text)`;
    return `"${column}" = $${at + 3}::${by === null ? "uuid" : "text"}`;
  });
  const { rows } = await context.connection.query<Row & { id: string; facts: unknown[] }>({
    text: `select id, ${scopeFactsOf(collection)} as facts
      from ${tableName("postgres", collection.name)}
      where (${columns.join(" or ")}) and not deleted and id <> $1 and id <> all($2::uuid[])
      limit ${COUNTED_MAX + 1}`,
    values: [id, before, ...referrers.map(valueOf)],
  });
  const scopes = [
    ...rows.map((row) => scopesOfFacts(collection, row.id, row.facts)),
    ...now.map((one) => scopesOf(collection, one.id, one.after)),
  ];
  const seen = scopes.filter((keys) => mayKnow(context.actor, keys)).length;
  return { collection, seen, hidden: seen < scopes.length };
}
