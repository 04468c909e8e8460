import type { FieldFault } from "@healthops/base/problem";
import type { Label } from "../field.ts";

/**
 * What a module's own rule (`check` of a collection, a rule on the hub, a command) finds wrong with a
 * field, in a sentence of each language; `field` is the empty text for the record as a whole. Programs
 * read the English one as `message`. Neither may repeat the value that was given.
 */
export function ruleFault<const N extends string>(
  field: N,
  label: Label,
  allowed?: string,
): FieldFault & { readonly field: N } {
  const fault = { field, message: label.en, label };
  return allowed === undefined ? fault : { ...fault, allowed };
}
