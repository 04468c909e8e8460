import { assert } from "@healthops/base/assert";
import { Problem } from "@healthops/base/problem";
import type { Collection } from "./collection.ts";
import { coreWith } from "./core/core-with.ts";
import { assertDutiesKnown, dutiesOf } from "./duties-of.ts";
import type { Duties } from "./duty.ts";
import type { NamedRecord } from "./field.ts";
import type { Follower } from "./follows.ts";
import { followersAmong } from "./follows.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Module } from "./module.ts";
import { referencesOf } from "./references.ts";

/** All record types of an installation: the core's and those of its modules. */
export interface Schema {
  readonly modules: readonly Module[];
  readonly collections: ReadonlyMap<string, Collection>;
  /** Name of the module that declares a collection. */
  readonly moduleOf: ReadonlyMap<string, string>;
  /** What is always where another record is [FOL1]. */
  readonly followers: readonly Follower[];
  /** What people may have as their duty. */
  readonly duties: Duties;
  /** Changes when anything that travels or is stored changes [VER1]. */
  readonly version: string;
}

/** Composes modules into one schema; the core's own collections are always part of it. */
export function composeSchema(modules: readonly Module[]): Schema {
  const duties = dutiesOf(modules);
  const all = [coreWith(modules, duties), ...modules];
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
  for (const collection of collections.values()) assertDutiesKnown(collection, duties);
  const followers = followersAmong(collections);
  const version = fingerprint([...collections.values()]);
  return { modules: all, collections, moduleOf, followers, duties, version };
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
    for (const { field, to, names } of referencesOf(collection)) {
      const target = collections.get(to);
      const path = `${collection.name}.${field}`;
      assert(target !== undefined, `${path} refers to ${to}, which no module declares`);
      if (names !== null) assertNames(path, target, names);
    }
  }
}

/** Whoever names a record must find the one that there is of that key, for as long as it is there. */
function assertNames(path: string, target: Collection, { by }: NamedRecord): void {
  const { naturalKey, name } = target;
  const isKey =
    naturalKey.length === 1 && naturalKey[0] === by && target.fields[by]?.kind === "text";
  assert(isKey, `${path} names ${name} by ${by}, which is no text that is its natural key`);
}
