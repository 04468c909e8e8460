import fc from "fast-check";
import type { Arbitrary } from "fast-check";
import type { Collection } from "@healthops/schema/collection";
import type { Content } from "@healthops/schema/record";
import { arbitraryFields } from "../arbitraries/content.ts";

/** Ids of the records that there are, by collection. */
export type KnownIds = ReadonlyMap<string, readonly string[]>;

/** What a person may give for a new record, referring only to records that there are. */
export function fieldsReferringTo(collection: Collection, known: KnownIds): Arbitrary<Content> {
  const references = Object.fromEntries(
    [...known]
      .filter(([, ids]) => ids.length > 0)
      .map(([name, ids]) => [name, fc.constantFrom(...ids)]),
  );
  const withoutTarget = new Set(
    Object.entries(collection.fields)
      .filter(([, { to, required }]) => to !== undefined && !required && !(to in references))
      .map(([field]) => field),
  );
  return arbitraryFields(collection, { references }).map((fields) =>
    Object.fromEntries(Object.entries(fields).filter(([field]) => !withoutTarget.has(field))),
  );
}

/** Collections so that each comes after those that its required references point to. */
export function parentsFirst(collections: readonly Collection[]): readonly Collection[] {
  const sorted: Collection[] = [];
  const visit = (collection: Collection, above: readonly Collection[]): void => {
    if (sorted.includes(collection) || above.includes(collection)) return;
    for (const { to, required } of Object.values(collection.fields)) {
      const parent = collections.find(({ name }) => name === to);
      if (required && parent !== undefined) visit(parent, [...above, collection]);
    }
    sorted.push(collection);
  };
  for (const collection of collections) visit(collection, []);
  return sorted;
}
