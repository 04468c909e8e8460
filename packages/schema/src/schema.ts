import { assert } from "@healthops/base/assert";
import { Problem } from "@healthops/base/problem";
import type { Collection } from "./collection.ts";
import { coreModule } from "./core/core-module.ts";
import type { NamedRecord } from "./field.ts";
import type { Follower } from "./follows.ts";
import { followersAmong } from "./follows.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Module } from "./module.ts";
import { SCOPED_DUTIES } from "./person.ts";
import { referencesOf } from "./references.ts";

/** All record types of an installation: the core's and those of its modules. */
export interface Schema {
  readonly modules: readonly Module[];
  readonly collections: ReadonlyMap<string, Collection>;
  /** Name of the module that declares a collection. */
  readonly moduleOf: ReadonlyMap<string, string>;
  /** What is always where another record is [FOL1]. */
  readonly followers: readonly Follower[];
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
  const followers = followersAmong(collections);
  const version = fingerprint([...collections.values()]);
  return { modules: all, collections, moduleOf, followers, version };
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
