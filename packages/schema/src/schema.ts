import { assert } from "@healthops/base/assert";
import { Problem } from "@healthops/base/problem";
import type { Collection } from "./collection.ts";
import { coreModule } from "./core/core-module.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Module } from "./module.ts";
import { SCOPED_DUTIES } from "./person.ts";

/** All record types of an installation: the core's and those of its modules. */
export interface Schema {
  readonly modules: readonly Module[];
  readonly collections: ReadonlyMap<string, Collection>;
  /** Name of the module that declares a collection. */
  readonly moduleOf: ReadonlyMap<string, string>;
  /** Changes when anything that travels or is stored changes [VER1]. */
  readonly version: string;
}

/** Composes modules into one schema; the core's own collections are always part of it. */
export function composeSchema(modules: readonly Module[]): Schema {
  const all = [coreModule, ...modules];
  const collections = new Map<string, Collection>();
  const moduleOf = new Map<string, string>();
  for (const module of all) {
    for (const collection of module.collections) {
      assert(!collections.has(collection.name), `collection ${collection.name} is declared twice`);
      collections.set(collection.name, collection);
      moduleOf.set(collection.name, module.name);
    }
  }
  assertReferencesExist(collections);
  assertDutiesKnown(collections);
  return { modules: all, collections, moduleOf, version: fingerprint([...collections.values()]) };
}

/** The collection of that name; a Problem `unknown_collection` naming those there are. */
export function collectionNamed(schema: Schema, name: string): Collection {
  const collection = schema.collections.get(name);
  if (collection !== undefined) return collection;
  throw new Problem({
    code: "unknown_collection",
    status: 404,
    message: `There is no collection of that name. Known: ${[...schema.collections.keys()].join(", ")}.`,
  });
}

function assertReferencesExist(collections: ReadonlyMap<string, Collection>): void {
  for (const collection of collections.values()) {
    for (const [name, field] of Object.entries(collection.fields)) {
      if (field.to === undefined) continue;
      assert(
        collections.has(field.to),
        `${collection.name}.${name} refers to ${field.to}, which no module declares`,
      );
    }
  }
}

/** A scope of a duty that nobody is given would hold records that no device gets. */
function assertDutiesKnown(collections: ReadonlyMap<string, Collection>): void {
  const known: readonly string[] = SCOPED_DUTIES;
  for (const { name, scopes } of collections.values()) {
    for (const rule of scopes) {
      if (rule.kind !== "duty") continue;
      assert(known.includes(rule.duty), `${name} is for ${rule.duty}, a duty without a scope`);
    }
  }
}
