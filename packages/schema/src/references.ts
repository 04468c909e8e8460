import type { Collection } from "./collection.ts";
import type { Schema } from "./schema.ts";

/** A field that holds the id of a record of another collection. */
export interface ReferenceField {
  readonly field: string;
  readonly to: string;
}

/** A field by which records of a collection point to one that others would miss. */
export interface Referrer {
  readonly collection: Collection;
  readonly field: string;
}

const known = new WeakMap<Collection, readonly ReferenceField[]>();

/** The collection's reference fields, in their order. */
export function referencesOf(collection: Collection): readonly ReferenceField[] {
  let fields = known.get(collection);
  if (fields === undefined) {
    fields = Object.entries(collection.fields).flatMap(([field, { to }]) =>
      to === undefined ? [] : [{ field, to }],
    );
    known.set(collection, fields);
  }
  return fields;
}

const referrers = new WeakMap<Schema, ReadonlyMap<string, readonly Referrer[]>>();

/** By collection, what may point to its records and must not lose them under itself. */
export function referrersIn(schema: Schema): ReadonlyMap<string, readonly Referrer[]> {
  let found = referrers.get(schema);
  if (found === undefined) {
    const pointing = [...schema.collections.values()].flatMap((collection) =>
      referencesOf(collection).flatMap(({ field, to }) =>
        collection.fields[field]?.onDelete === "keep" ? [] : [{ to, collection, field }],
      ),
    );
    found = Map.groupBy(pointing, ({ to }) => to);
    referrers.set(schema, found);
  }
  return found;
}
