import { isId } from "@healthops/base/ids";
import type { Group } from "@healthops/protocol/wire/push";
import type { Queryable } from "../database/pool.ts";
import type { BatchAhead, GivenChange, HubRule, RuleContext } from "./rules.ts";
import type { WorkingSet } from "./working-set.ts";

/** Lets the rules that are concerned take their locks and read ahead, one after the other. */
export async function prepareRules(
  rules: readonly HubRule[],
  connection: Queryable,
  batch: WorkingSet,
  groups: readonly Group[],
): Promise<void> {
  const preparing = rules.filter(({ prepare }) => prepare !== undefined);
  if (preparing.length === 0) return;
  const named = namedIn(groups);
  const ahead: BatchAhead = {
    connection,
    batch,
    coming: comingOf(groups),
    named: (collection) => named.get(collection) ?? new Set(),
    given: (collection) => givenIn(groups, batch, collection),
  };
  for (const rule of preparing) {
    if (rule.collections.some((name) => named.has(name))) await rule.prepare?.(ahead);
  }
}

function namedIn(groups: readonly Group[]): ReadonlyMap<string, ReadonlySet<string>> {
  const named = new Map<string, Set<string>>();
  for (const { mutations } of groups) {
    for (const { collection, id } of mutations) {
      const ids = named.get(collection);
      if (ids === undefined) named.set(collection, new Set([id]));
      else ids.add(id);
    }
  }
  return named;
}

function givenIn(
  groups: readonly Group[],
  working: WorkingSet,
  name: string,
): readonly GivenChange[] {
  return groups.flatMap(({ mutations }) =>
    mutations.flatMap(({ collection, id, fields }) =>
      collection === name ? [{ fields, stored: working.get(name, id)?.content ?? null }] : [],
    ),
  );
}

/** Looked through once a field: a rule may ask for it with every group. */
export function comingOf(groups: readonly Group[]): RuleContext["coming"] {
  const known = new Map<string, ReadonlySet<string>>();
  return (collection, field) => {
    const key = `${collection} ${field}`;
    let ids = known.get(key);
    if (ids === undefined) {
      const values = groups.flatMap(({ mutations }) =>
        mutations.flatMap(({ collection: name, fields }) =>
          name === collection ? [fields[field]] : [],
        ),
      );
      known.set(key, (ids = new Set(values.filter(isId))));
    }
    return ids;
  };
}
