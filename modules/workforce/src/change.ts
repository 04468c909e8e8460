import type { ContentOf } from "@healthops/schema/collection";
import type { Content } from "@healthops/schema/record";

/** What a person does to one record, ready to be handed to a replica or a hub. */
export interface Change {
  readonly op: "create" | "update";
  readonly collection: string;
  readonly id: string;
  readonly fields: Content;
}

/** The fields that a change of a collection may carry, by their declared types. */
type GivenFields<C> = Partial<ContentOf<C>>;

export function creation<C extends { readonly name: string }>(
  collection: C,
  id: string,
  fields: GivenFields<C>,
): Change {
  return { op: "create", collection: collection.name, id, fields: fields as Content };
}

export function updating<C extends { readonly name: string }>(
  collection: C,
  id: string,
  fields: GivenFields<C>,
): Change {
  return { op: "update", collection: collection.name, id, fields: fields as Content };
}
