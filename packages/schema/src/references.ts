import { isId } from "@healthops/base/ids";
import type { Collection } from "./collection.ts";
import type { NamedRecord } from "./field.ts";
import { KEY_TEXT_MAX, naturalIdIn } from "./natural-key.ts";
import { idsIn } from "./scope.ts";

/**
 * A field that holds the id of a record of another collection or a set of ids, or names it by its natural key.
 */
export interface ReferenceField {
  readonly field: string;
  readonly to: string;
  /** Whether it is a set of ids. */
  readonly isSet: boolean;
  /** Null: the value is the id. */
  readonly names: NamedRecord | null;
}

/** A field by which records of a collection point to one that others would miss. */
export interface Referrer {
  readonly collection: Collection;
  readonly field: string;
  /** Whether the field is a set of ids. */
  readonly isSet: boolean;
  /** The field of the record pointed to that has the same value; null: its id. */
  readonly by: string | null;
}

/**
 * The ids that a reference points to with this value: a field's, or a change's to a set, of which only what it
 * adds is pointed to anew.
 */
export function targetIds(reference: ReferenceField, value: unknown): readonly string[] {
  if (!reference.isSet) {
    const id = targetId(reference, value);
    return id === null ? [] : [id];
  }
  const isDelta = typeof value === "object" && value !== null && "add" in value;
  return idsIn(isDelta ? value.add : value).filter(isId);
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
      ([field, { kind, to, names }]): ReferenceField[] => {
        const isSet = kind === "set";
        if (to !== undefined) return [{ field, to, isSet, names: null }];
        return names === undefined ? [] : [{ field, to: names.to, isSet, names }];
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
      referencesOf(collection).flatMap(({ field, to, isSet, names }) =>
        collection.fields[field]?.onDelete === "keep"
          ? []
          : [{ to, collection, field, isSet, by: names?.by ?? null }],
      ),
    );
    found = Map.groupBy(pointing, ({ to }) => to);
    referrers.set(schema, found);
  }
  return found;
}
