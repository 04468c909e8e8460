import { isId } from "@healthops/base/ids";
import type { Group, Mutation } from "@healthops/protocol/wire/push";
import type { Collection } from "@healthops/schema/collection";
import type { Queryable } from "../database/pool.ts";
import type { Catalog } from "./catalog.ts";
import { loadRecords } from "./load.ts";
import type { WorkingSet } from "./working-set.ts";

/**
 * Reads what the records that a batch places follow [FOL1], and holds it until the commit, so that nobody
 * moves it away meanwhile.
 */
export async function loadParents(
  connection: Queryable,
  catalog: Catalog,
  groups: Iterable<Group>,
  working: WorkingSet,
): Promise<void> {
  if (catalog.schema.followers.length === 0) return;
  const wanted = new Map<string, Set<string>>();
  for (const group of groups) {
    for (const mutation of group.mutations) {
      const collection = catalog.schema.collections.get(mutation.collection);
      if (collection === undefined || !isPlacing(collection, mutation)) continue;
      const { by } = collection.follows;
      const parents = collection.fields[by]?.to ?? "";
      const stored = working.get(collection.name, mutation.id)?.content[by];
      for (const id of [mutation.fields[by], stored]) {
        if (!isId(id) || working.get(parents, id) !== undefined) continue;
        const ids = wanted.get(parents);
        if (ids === undefined) wanted.set(parents, new Set([id]));
        else ids.add(id);
      }
    }
  }
  for (const name of [...wanted.keys()].toSorted()) {
    const ids = [...(wanted.get(name) ?? [])];
    for (const record of await loadRecords(connection, catalog.named(name), ids, "for share")) {
      working.load(record);
    }
  }
}

/** Whether the mutation may put its record somewhere. */
function isPlacing(
  collection: Collection,
  { op, fields }: Mutation,
): collection is Collection & { readonly follows: NonNullable<Collection["follows"]> } {
  const { follows } = collection;
  if (follows === null || op === "delete") return false;
  return op !== "update" || follows.by in fields || follows.field in fields;
}
