import type { Collection } from "../collection.ts";
import type { Duties } from "../duty.ts";
import type { Label } from "../field.ts";
import type { Module } from "../module.ts";
import { coreModule } from "./core-module.ts";
import { people } from "./people.ts";
import { sites } from "./sites.ts";

/** The core's collections, with what people and sites may choose of what the modules bring. */
export function coreWith(modules: readonly Module[], duties: Duties): Module {
  const offered = modules.filter(({ collections }) => collections.length > 0);
  const codes = new Map<Collection, Collection>([
    [
      people,
      withCodes(
        people,
        "duties",
        [...duties.values()].map(({ name, label }) => [name, label]),
      ),
    ],
    [
      sites,
      withCodes(
        sites,
        "modules",
        offered.map(({ name, title }) => [name, title]),
      ),
    ],
  ]);
  const collections = coreModule.collections.map((declared) => codes.get(declared) ?? declared);
  return { ...coreModule, collections };
}

/** The collection with these as the codes of a set; where there are none it stays free. */
function withCodes(
  collection: Collection,
  name: string,
  codes: readonly (readonly [string, Label])[],
): Collection {
  const field = collection.fields[name];
  if (field === undefined || codes.length === 0) return collection;
  const choices = codes
    .map(([value, label]) => ({ value, label }))
    .toSorted((a, b) => (a.value < b.value ? -1 : 1));
  return { ...collection, fields: { ...collection.fields, [name]: { ...field, choices } } };
}
