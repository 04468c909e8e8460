import { assert } from "@healthops/base/assert";
import type { Field } from "./field.ts";
import { valueCheck } from "./validate/value-check.ts";

/** More digits than a double holds. */
const DECIMALS_MAX = 15;

/** Asserts that a field's declaration makes sense; a module that does not is a defect at start. */
export function assertDeclared(path: string, field: Field): void {
  if (field.merge === "counter") {
    assert(field.kind === "integer", `${path}: only an integer counts`);
    assert(field.required, `${path}: a counter is required, so that there is a number to add to`);
  }
  if (typeof field.setByHub === "object") {
    const isWho = field.kind === "reference" && field.to === "people";
    assert(isWho || field.kind === "instant", `${path}: a stamp says who (people) or when`);
    assert(!field.required, `${path}: a stamp is empty until it is set`);
  }
  if (field.merge === "set") assert(field.kind === "set", `${path}: only a set merges as a set`);
  const isPlain = field.to === undefined || field.choices === undefined;
  assert(isPlain, `${path}: members are codes of a list or ids of records, not both`);
  if (field.kind === "choice" || field.choices !== undefined) {
    assert((field.choices ?? []).length > 0, `${path}: a choice has at least one code`);
  }
  if (field.min !== undefined && field.max !== undefined) {
    assert(typeof field.min === typeof field.max, `${path}: min and max are of one kind`);
    assert(field.min <= field.max, `${path}: min is not above max`);
  }
  if (field.decimals !== undefined) {
    const { decimals } = field;
    const fits = Number.isInteger(decimals) && decimals >= 0 && decimals <= DECIMALS_MAX;
    assert(fits, `${path}: decimals is 0 to ${DECIMALS_MAX}`);
  }
  // Compiling the check also finds a pattern that is none.
  const check = valueCheck(path, field);
  if (field.default !== null) {
    const wrong = check(field.default);
    assert(wrong === null, `${path}: its own default is not valid: ${wrong?.message}`);
  }
}
