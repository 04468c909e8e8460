import type { Collection } from "./collection.ts";
import type { Duty, DutyName } from "./duty.ts";
import type { Label } from "./field.ts";

/** A domain module as the core sees it: a name, the records it declares, and what people do in it. */
export interface Module {
  readonly name: string;
  readonly title: Label;
  readonly collections: readonly Collection[];
  /** What people may have as their duty. Default: none. */
  readonly duties?: readonly Duty[];
  /**
   * Whose work it is: it is offered to people with one of these duties at a workplace, to its managers and to
   * administrators. Default: everybody's. What somebody may see or do is decided by scopes and permissions.
   */
  readonly workOf?: readonly DutyName[];
}

/** Declares a module; `name` is its folder's name and the first part of its API paths. */
export function defineModule(module: Module): Module {
  return module;
}
