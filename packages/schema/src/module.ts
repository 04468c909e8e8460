import type { Collection } from "./collection.ts";
import type { Label } from "./field.ts";

/** A domain module as the core sees it: a name and the records it declares. */
export interface Module {
  readonly name: string;
  readonly title: Label;
  readonly collections: readonly Collection[];
}

/** Declares a module; `name` is its folder's name and the first part of its API paths. */
export function defineModule(module: Module): Module {
  return module;
}
