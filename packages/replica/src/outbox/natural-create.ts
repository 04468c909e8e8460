import type { Collection } from "@healthops/schema/collection";
import { hasNaturalKey, idFromFields, withPlainKey } from "@healthops/schema/natural-key";
import type { Schema } from "@healthops/schema/schema";
import { collectionNamed } from "@healthops/schema/schema";
import type { Change } from "./change.ts";

/**
 * A change as it is kept: a create of a kind that has a natural key gets the id that follows from it
 * [NAT2]. Where a part of the key is missing it stays without one, and the validator says so.
 */
export function withNaturalId(collection: Collection, change: Change): Change {
  if (change.op !== "create" || !hasNaturalKey(collection)) return change;
  const fields = withPlainKey(collection, change.fields);
  const id = change.id ?? idFromFields(collection, fields);
  return id === null ? { ...change, fields } : { ...change, id, fields };
}

/** A record that is corrected to another key, or was made under an id of its own, gets another id. */
export interface MovedId {
  readonly collection: string;
  readonly from: string;
  readonly to: string;
}

/** Which ids corrected changes give up for those of their natural keys. */
export function movedIds(schema: Schema, changes: readonly Change[]): readonly MovedId[] {
  return changes.flatMap((change): MovedId[] => {
    if (change.op !== "create" || change.id === undefined) return [];
    const collection = collectionNamed(schema, change.collection);
    const to = idFromFields(collection, withPlainKey(collection, change.fields));
    if (to === null || to === change.id) return [];
    return [{ collection: collection.name, from: change.id, to }];
  });
}

/** The changes under the ids that they move to. */
export function withIdsMoved(
  changes: readonly Change[],
  moved: readonly MovedId[],
): readonly Change[] {
  return changes.map((change) => {
    const move = moved.find(
      ({ collection, from }) => collection === change.collection && from === change.id,
    );
    return move === undefined ? change : { ...change, id: move.to };
  });
}
