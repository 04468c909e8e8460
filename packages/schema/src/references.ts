import type { Collection } from "./collection.ts";

/** A field that holds the id of a record of another collection. */
export interface ReferenceField {
  readonly field: string;
  readonly to: string;
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
