import type { Collection } from "@healthops/schema/collection";
import type { Content } from "@healthops/schema/record";
import type { Queryable } from "../database/pool.ts";
import type { Catalog } from "./catalog.ts";
import { loadRecords } from "./load.ts";
import type { WorkingSet } from "./working-set.ts";

/** Names a record. */
interface RecordKey {
  readonly collection: string;
  readonly id: string;
}

/** The record that one with this content is about; null where its kind is about none. */
export function aboutKey({ about }: Collection, content: Content): RecordKey | null {
  if (about === null) return null;
  return { collection: String(content[about.collection]), id: String(content[about.id]) };
}

/**
 * Puts what the records in the working set are about into it as well, because permission is asked of
 * that [PSH9]. Not locked: nothing of it is written, and to lock it after the records that are about it
 * could deadlock with somebody who changes both.
 */
export async function loadAbout(
  connection: Queryable,
  catalog: Catalog,
  working: WorkingSet,
): Promise<void> {
  const { collections } = catalog.schema;
  let unseen = [...collections.values()].flatMap(({ name, about }) =>
    about === null ? [] : working.all(name),
  );
  while (unseen.length > 0) {
    const keys = unseen.flatMap(({ collection, content }) => aboutKey(collection, content) ?? []);
    const unknown = keys.filter(
      ({ collection, id }) =>
        collections.has(collection) && working.get(collection, id) === undefined,
    );
    unseen = [];
    for (const [name, wanted] of Map.groupBy(unknown, ({ collection }) => collection)) {
      const ids = [...new Set(wanted.map(({ id }) => id))];
      for (const record of await loadRecords(connection, catalog.named(name), ids, "")) {
        working.load(record);
        unseen.push(record);
      }
    }
  }
}
