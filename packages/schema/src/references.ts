import { isId } from "@healthops/base/ids";
import type { Collection } from "./collection.ts";
import type { NamedRecord } from "./field.ts";
import { KEY_TEXT_MAX, naturalIdIn } from "./natural-key.ts";

/** A field that holds the id of a record of another collection, or names it by its natural key. */
export interface ReferenceField {
  readonly field: string;
  readonly to: string;
  /** Null: the value is the id. */
  readonly names: NamedRecord | null;
}

/** A field by which records of a collection point to one that others would miss. */
export interface Referrer {
  readonly collection: Collection;
  readonly field: string;
  /** The field of the record pointed to that has the same value; null: its id. */
  readonly by: string | null;
}

/** The id of the record that a reference with this value points to; null: to none that could be. */
export function targetId({ to, names }: ReferenceField, value: unknown): string | null {
  if (typeof value !== "string" || value.length > KEY_TEXT_MAX) return null;
  if (names === null) return isId(value) ? value : null;
  if (names.also.includes(value)) return null;
  return naturalIdIn({ name: to, naturalKey: [names.by] }, { [names.by]: value });
}

const known = new WeakMap<Collection, readonly ReferenceField[]>();

/** The collection's reference fields, in their order. */
export function referencesOf(collection: Collection): readonly ReferenceField[] {
  let fields = known.get(collection);
  if (fields === undefined) {
    fields = Object.entries(collection.fields).flatMap(
      ([field, { to, names }]): ReferenceField[] => {
        if (to !== undefined) return [{ field, to, names: null }];
        return names === undefined ? [] : [{ field, to: names.to, names }];
      },
    );
    known.set(collection, fields);
  }
  return fields;
}

/** As much of a schema as is looked at: the schema itself asserts by this file. */
interface Collections {
  readonly collections: ReadonlyMap<string, Collection>;
}

const referrers = new WeakMap<Collections, ReadonlyMap<string, readonly Referrer[]>>();

/** By collection, what may point to its records and must not lose them under itself. */
export function referrersIn(schema: Collections): ReadonlyMap<string, readonly Referrer[]> {
  let found = referrers.get(schema);
  if (found === undefined) {
    const pointing = [...schema.collections.values()].flatMap((collection) =>
      referencesOf(collection).flatMap(({ field, to, names }) =>
        collection.fields[field]?.onDelete === "keep"
          ? []
          : [{ to, collection, field, by: names?.by ?? null }],
      ),
    );
    found = Map.groupBy(pointing, ({ to }) => to);
    referrers.set(schema, found);
  }
  return found;
}
